package dev.orderapp.shop.session;

import dev.orderapp.shop.account.StaffRole;
import jakarta.servlet.DispatcherType;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.NullSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Who may ask for what. Closed unless listed. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    private static final String[] PUBLIC = {
        "/actuator/health/**",
        "/actuator/prometheus",
        "/api/products/**",
        "/api/categories",
        "/api/price",
        "/api/openapi"
    };

    /** By which somebody who can't sign in shows that a letter reached them. */
    private static final String[] LETTERS = {
        "/api/password-resets", "/api/password-resets/completion", "/api/accounts/confirmation"
    };

    @Bean
    SecurityFilterChain securityFilterChain(
            HttpSecurity http,
            SessionCookie cookie,
            SignedInOnly signedIn,
            StaffOnly staff,
            CsrfTokens csrfTokens,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems)
            throws Exception {
        return http.authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR)
                        .permitAll()
                        .requestMatchers(HttpMethod.GET, PUBLIC)
                        .permitAll()
                        .requestMatchers(HttpMethod.POST, "/api/session", "/api/accounts", "/api/page")
                        .permitAll()
                        .requestMatchers(HttpMethod.POST, LETTERS)
                        .permitAll()
                        .requestMatchers(HttpMethod.DELETE, "/api/session")
                        .permitAll()
                        .requestMatchers("/api/session", "/api/session/password", "/api/cart/**", "/api/orders/**")
                        .access(signedIn)
                        .requestMatchers("/api/staff/orders/**", "/api/staff/figures")
                        .access(staff.with(StaffRole.ORDERS))
                        // Orders are looked for by their products.
                        .requestMatchers(HttpMethod.GET, "/api/staff/products", "/api/staff/products/*")
                        .access(staff.with(StaffRole.ORDERS, StaffRole.PRODUCTS))
                        .requestMatchers("/api/staff/products/**", "/api/pictures/**")
                        .access(staff.with(StaffRole.PRODUCTS))
                        .requestMatchers("/api/staff/**")
                        .access(staff.with(StaffRole.ADMINISTRATOR))
                        .anyRequest()
                        .denyAll())
                .addFilterAfter(new SessionFilter(cookie), SecurityContextHolderFilter.class)
                .csrf(csrf -> csrf.spa().csrfTokenRepository(csrfTokens))
                .exceptionHandling(failures -> failures.authenticationEntryPoint(
                                (request, response, e) -> problems.resolveException(request, response, null, e))
                        .accessDeniedHandler(
                                (request, response, e) -> problems.resolveException(request, response, null, e)))
                // Not STATELESS: that takes every request for a new sign-in and changes the CSRF token each time, which
                // fails whatever the page sends at the same moment. Nothing here asks for a server-side session.
                .sessionManagement(AbstractHttpConfigurer::disable)
                .securityContext(context -> context.securityContextRepository(new NullSecurityContextRepository()))
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .build();
    }

    /** Keeps Boot from making up a user with a generated password: {@link SignIn} alone knows passwords. */
    @Bean
    AuthenticationManager authenticationManager() {
        return authentication -> {
            throw new UnsupportedOperationException("Passwords are checked by SignIn.");
        };
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
