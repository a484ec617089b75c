package dev.orderapp.shop.database;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orderapp.shop.testing.ShopTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The server itself is made to raise each error, so that it comes as the driver really brings it. */
@ShopTest
class MariaDbExceptionTranslatorTest {

    @Autowired
    JdbcClient jdbc;

    @ParameterizedTest
    @CsvSource({
        "1020, HY000, PessimisticLockingFailureException",
        "1205, HY000, PessimisticLockingFailureException",
        "1213, 40001, PessimisticLockingFailureException",
        "1412, HY000, PessimisticLockingFailureException",
        "1021, HY000, TransientDataAccessResourceException",
        "1040, 08004, TransientDataAccessResourceException",
        "1053, 08S01, TransientDataAccessResourceException",
        "1114, HY000, TransientDataAccessResourceException",
        "1290, HY000, TransientDataAccessResourceException",
        "1317, 70100, TransientDataAccessResourceException",
        "1836, HY000, TransientDataAccessResourceException",
        "1927, 70100, TransientDataAccessResourceException",
        "1969, 70100, TransientDataAccessResourceException",
        "1062, 23000, DuplicateKeyException"
    })
    void anErrorOfTheDatabaseIsTakenForWhatItIs(int number, String state, String meaning)
            throws ClassNotFoundException {
        Class<?> expected = Class.forName("org.springframework.dao." + meaning);

        assertThatThrownBy(() -> jdbc.sql("BEGIN NOT ATOMIC SIGNAL SQLSTATE '%s' SET MYSQL_ERRNO = %d; END"
                                .formatted(state, number))
                        .update())
                .isInstanceOf(DataAccessException.class)
                .isInstanceOf(expected);
    }
}
