package dev.orderapp.kubectl.dashboard;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;

/**
 * Decides which requests are answered. Any page in the user's browser can send requests to the loopback address, and by DNS rebinding even read answers under a
 * name of its own. So a request must be for this very address (Host), must not come from another page (Origin), and for
 * anything but the page's own files must carry the token that only the address printed in the terminal holds.
 */
final class RequestGuard {
    private static final int TOKEN_BYTES = 32;
    private static final String BEARER = "Bearer ";

    private final Set<String> hosts;
    private final byte[] token;

    private RequestGuard(int port, String token) {
        hosts = Set.of("127.0.0.1:" + port, "localhost:" + port);
        this.token = token.getBytes(StandardCharsets.US_ASCII);
    }

    /** A guard of a server with a token that can't be guessed, new at each start. */
    static RequestGuard of(int port) {
        byte[] random = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(random);
        return new RequestGuard(port, Base64.getUrlEncoder().withoutPadding().encodeToString(random));
    }

    /** What the page needs to know to be let in. */
    String token() {
        return new String(token, StandardCharsets.US_ASCII);
    }

    /**
     * What a request says about where it comes from.
     *
     * @param host its Host header
     * @param origin its Origin header, if any
     * @param authorization its Authorization header, if any
     */
    record Caller(Optional<String> host, Optional<String> origin, Optional<String> authorization) {}

    /** Why a request is refused; empty if it may pass. */
    Optional<String> refusal(Caller caller, boolean needsToken) {
        if (caller.host().filter(hosts::contains).isEmpty()) {
            return Optional.of(
                    "this dashboard answers under 127.0.0.1 and localhost alone: open the address that the terminal shows");
        }
        if (caller.origin().isPresent()
                && !caller.origin().get().equals("http://" + caller.host().get())) {
            return Optional.of("this dashboard takes no requests from other pages");
        }
        return needsToken && !hasToken(caller)
                ? Optional.of("the token is missing or of an earlier start: open the address that the terminal shows")
                : Optional.empty();
    }

    /** In constant time: how long a comparison takes must not reveal how much of a guess was right. */
    private boolean hasToken(Caller caller) {
        return caller.authorization()
                .filter(value -> value.startsWith(BEARER))
                .map(value -> value.substring(BEARER.length()).getBytes(StandardCharsets.UTF_8))
                .filter(given -> MessageDigest.isEqual(given, token))
                .isPresent();
    }
}
