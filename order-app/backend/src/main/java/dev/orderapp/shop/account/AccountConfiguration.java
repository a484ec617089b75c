package dev.orderapp.shop.account;

import dev.orderapp.shop.settings.ShopSettings;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(StaffSettings.class)
class AccountConfiguration {

    @Bean
    PasswordEncoder passwordEncoder(ShopSettings settings) {
        return new BCryptPasswordEncoder(settings.passwordStrength());
    }
}
