package dev.orderapp.shop.telemetry;

import dev.orderapp.shop.settings.InvalidSettingException;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Which requests count as one visitor's in what releases are judged by.
 *
 * @param accountAge so old an account must be to count for itself: longer than a release takes, so that whoever sees one coming has no
 *     time to make some. The same for both versions, or one would count more visitors than the other
 * @param strangers what tells those apart who have no such account
 * @param visit the age at which each visit of a customer is counted, with the order that it brought by then; the same for both versions
 */
@ConfigurationProperties("shop.evidence")
record VisitorSettings(Duration accountAge, Strangers strangers, Duration visit) {

    /** What tells strangers apart. */
    enum Strangers {
        /** Their network, which costs something to have. */
        NETWORK,
        /**
         * The cookie that the page's server gives, which costs nothing: for shops whose proxy hides where visitors come from, and for
         * load from one machine. A single stranger can then decide a release.
         */
        COOKIE
    }

    VisitorSettings {
        if (accountAge.isNegative()) {
            throw new InvalidSettingException("SHOP_EVIDENCE_ACCOUNT_AGE", "must not be negative, such as 2h.");
        }
        if (visit.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new InvalidSettingException("SHOP_EVIDENCE_VISIT", "must be a second or more, such as 5m.");
        }
    }
}
