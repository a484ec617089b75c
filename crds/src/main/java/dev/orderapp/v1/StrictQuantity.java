package dev.orderapp.v1;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import io.fabric8.kubernetes.api.model.Quantity;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * Takes the quantities that Kubernetes takes and no others; the client's own reader accepts {@code 1GB} until code
 * asks for its amount. As a mix-in it makes this the reader of all quantities.
 */
@JsonDeserialize(using = StrictQuantity.Reader.class)
interface StrictQuantity {
    /** A quantity's notation, with more digits than any real amount needs. */
    Pattern NOTATION = Pattern.compile(
            "[+-]?([0-9]{1,32}([.][0-9]{0,32})?|[.][0-9]{1,32})([KMGTPE]i|[numkMGTPE]|[eE][+-]?[0-9]{1,2})?");

    /** What Kubernetes caps greater amounts at: what was applied would not be what is stored. */
    BigDecimal LARGEST = BigDecimal.valueOf(Long.MAX_VALUE);

    /** Reads a quantity that is written as text or as a number. */
    final class Reader extends JsonDeserializer<Quantity> {
        @Override
        public Quantity deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            String text = parser.currentToken().isScalarValue() ? parser.getText() : "";
            if (!NOTATION.matcher(text).matches() || tooLarge(text)) {
                throw InvalidFormatException.from(parser, "not a quantity", text, Quantity.class);
            }
            return Quantity.parse(text);
        }

        private static boolean tooLarge(String text) {
            return Quantity.parse(text).getNumericalAmount().abs().compareTo(LARGEST) > 0;
        }
    }
}
