package dev.orderapp.shop.picture;

import java.nio.file.Path;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;

/** Where pictures are kept, and how they are looked at. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PictureSettings.class)
class PictureConfiguration {

    @Bean
    PictureStore pictureStore(PictureSettings settings, Clock clock) {
        if (!settings.s3().bucket().isBlank()) {
            return new S3PictureStore(settings.s3());
        }
        return settings.folder().isBlank()
                ? new NoPictureStore()
                : new DiskPictureStore(Path.of(settings.folder()), clock);
    }

    /**
     * Everybody may look at pictures, and caches between us and them may keep them: so no answer may carry a cookie, as
     * those of the chain for everything else do. Should a file be a script after all, a browser that is led to it has
     * been told that it is a picture, and to run nothing.
     */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    SecurityFilterChain pictureChain(HttpSecurity http) throws Exception {
        return http.securityMatcher(PathPatternRequestMatcher.pathPattern(HttpMethod.GET, PictureName.PATH + "/*"))
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .headers(headers ->
                        headers.contentSecurityPolicy(policy -> policy.policyDirectives("default-src 'none'; sandbox")))
                .csrf(AbstractHttpConfigurer::disable)
                .sessionManagement(AbstractHttpConfigurer::disable)
                .securityContext(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .build();
    }
}
