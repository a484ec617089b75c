package dev.orderapp.shop.session;

import dev.orderapp.shop.account.CustomerId;
import dev.orderapp.shop.settings.ShopSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.stereotype.Component;

/**
 * Signed proof of who is signed in, until when. Any process with the key can check it, of whatever version, so that a
 * visitor stays signed in when a release moves them. It carries a customer's number and no personal data, and can't be
 * called back before it ends.
 */
@Component
class SessionTokens {

    private static final String ISSUER = "order-app";
    private static final JwsHeader HEADER = JwsHeader.with(MacAlgorithm.HS256).build();

    private final Duration lifetime;
    private final Clock clock;
    private final JwtEncoder encoder;
    private final JwtDecoder decoder;

    SessionTokens(ShopSettings settings, Clock clock) {
        this.lifetime = settings.sessionLifetime();
        this.clock = clock;
        SecretKey key = new SecretKeySpec(settings.sessionKeyBytes(), "HmacSHA256");
        this.encoder = NimbusJwtEncoder.withSecretKey(key).build();
        this.decoder = decoder(key, clock);
    }

    /** A token that proves from now on, for the lifetime of a session, that its bearer is that customer. */
    String issue(CustomerId customer) {
        Instant now = clock.instant();
        JwtClaimsSet claims = JwtClaimsSet.builder()
                .issuer(ISSUER)
                .subject(Long.toString(customer.value()))
                .issuedAt(now)
                .expiresAt(now.plus(lifetime))
                .build();
        return encoder.encode(JwtEncoderParameters.from(HEADER, claims)).getTokenValue();
    }

    /** Who the bearer is; empty if the token is forged, expired or none of ours. */
    Optional<CustomerId> read(String token) {
        try {
            Jwt jwt = decoder.decode(token);
            return Optional.of(new CustomerId(Long.parseLong(jwt.getSubject())));
        } catch (JwtException e) {
            // Anybody can send anything here: that is a visitor who is not signed in, not an error.
            return Optional.empty();
        }
    }

    private static JwtDecoder decoder(SecretKey key, Clock clock) {
        // The clocks of two nodes may differ by a little.
        JwtTimestampValidator timestamps = new JwtTimestampValidator(Duration.ofSeconds(30));
        timestamps.setClock(clock);
        NimbusJwtDecoder decoder = NimbusJwtDecoder.withSecretKey(key)
                .macAlgorithm(MacAlgorithm.HS256)
                .build();
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(timestamps, new JwtIssuerValidator(ISSUER)));
        return decoder;
    }
}
