package dev.orderapp.v1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/**
 * Hours of the week in which no release starts; one that runs goes on.
 *
 * @param days on which it begins; without them every day
 * @param from local time at which it begins
 * @param to local time at which it ends, on the next day if that is not later than {@code from}: 00:00 to 00:00 is the whole day
 * @param timeZone whose clocks count, as the IANA database names it
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FreezeWindowSpec(
        @Size(max = 7)
        @ValidationRule(
                value = "size(self) > 0",
                message = "must name a day at least, such as Sat, or be left out for every day")
        List<Weekday> days,

        @Default("00:00")
        @Size(max = CelRules.TIME_LENGTH)
        @ValidationRule(value = CelRules.IS_TIME, message = "must be a time from 00:00 to 23:59, such as 22:00")
        String from,

        @Default("00:00")
        @Size(max = CelRules.TIME_LENGTH)
        @ValidationRule(value = CelRules.IS_TIME, message = "must be a time from 00:00 to 23:59, such as 06:00")
        String to,

        @Default("UTC")
        @Size(max = CelRules.TIME_ZONE_LENGTH)
        @ValidationRule(
                value = CelRules.IS_TIME_ZONE,
                message = "must be the name of a time zone, such as Asia/Seoul or UTC")
        String timeZone) {}
