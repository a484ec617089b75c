package dev.orderapp.shop.telemetry;

import dev.orderapp.shop.ratelimit.SharedClaims;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Visits in the database, by keyed hashes, each for some minutes. */
@Component
class SharedVisitLedger implements VisitLedger {

    private final SharedClaims claims;

    SharedVisitLedger(SharedClaims claims) {
        this.claims = claims;
    }

    @Override
    public boolean begin(Visitor visitor, Duration once) {
        return claims.tryClaim("visit of " + visitor.name(), once);
    }

    @Override
    public void ordered(Visitor visitor, Duration known) {
        claims.keep(order(visitor), known);
    }

    @Override
    public boolean hasOrdered(Visitor visitor) {
        return claims.isKept(order(visitor));
    }

    private static String order(Visitor visitor) {
        return "order of a visit of " + visitor.name();
    }
}
