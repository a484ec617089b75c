package dev.orderapp.shop.body;

import dev.orderapp.shop.settings.InvalidSettingException;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/**
 * How slowly a body may come, and how many that do so are waited for at once.
 *
 * @param deadline in which a body of JSON must be here, and any body must have begun to come
 * @param rate so much of a larger body must come in each second after that
 * @param waiting how many bodies are waited for at once
 * @param waitingPerNetwork how many of them may come from one network
 */
@ConfigurationProperties("shop.bodies")
record BodySettings(Duration deadline, DataSize rate, int waiting, int waitingPerNetwork) {

    /** @throws InvalidSettingException if with one of them no body would ever be here */
    BodySettings {
        requirePositive("SHOP_BODIES_DEADLINE", deadline.toMillis());
        requirePositive("SHOP_BODIES_RATE", rate.toBytes());
        requirePositive("SHOP_BODIES_WAITING", waiting);
        requirePositive("SHOP_BODIES_WAITING_PER_NETWORK", waitingPerNetwork);
    }

    private static void requirePositive(String setting, long value) {
        if (value <= 0) {
            throw new InvalidSettingException(setting, "must be more than 0.");
        }
    }
}
