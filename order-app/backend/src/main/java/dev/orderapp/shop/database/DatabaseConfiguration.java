package dev.orderapp.shop.database;

import org.springframework.boot.transaction.autoconfigure.TransactionManagerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.jdbc.support.SQLExceptionTranslator;

/** Statements and commits alike are told of errors by {@link MariaDbExceptionTranslator}. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

    @Bean
    SQLExceptionTranslator databaseErrors() {
        return new MariaDbExceptionTranslator();
    }

    @Bean
    TransactionManagerCustomizer<JdbcTransactionManager> errorsOfCommits(SQLExceptionTranslator errors) {
        return manager -> manager.setExceptionTranslator(errors);
    }
}
