package dev.orderapp.shop.mail;

import dev.orderapp.shop.account.AccountTokens;
import dev.orderapp.shop.account.Accounts;
import dev.orderapp.shop.order.StaffOrders;
import dev.orderapp.shop.outbox.Outbox;
import dev.orderapp.shop.ratelimit.RateLimiter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.mail.javamail.JavaMailSender;

/** Letters are written and sent where a mail server is set. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MailSettings.class)
@ConditionalOnProperty("spring.mail.host")
class MailConfiguration {

    @Bean
    LetterWriter letterWriter(
            MessageSource messages,
            MailSettings settings,
            Accounts accounts,
            AccountTokens tokens,
            StaffOrders orders,
            RateLimiter limiter) {
        settings.require();
        return new LetterWriter(messages, settings, accounts, tokens, orders, limiter);
    }

    @Bean
    MailDelivery mailDelivery(Outbox outbox, LetterWriter writer, JavaMailSender sender, MeterRegistry registry) {
        return new MailDelivery(outbox, writer, sender, registry);
    }
}
