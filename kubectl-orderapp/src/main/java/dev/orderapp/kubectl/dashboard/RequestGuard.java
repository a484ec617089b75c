package dev.orderapp.kubectl.dashboard;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Decides which requests are answered. A dashboard that is one person's: any page in the user's browser can send requests to the loopback address, and by DNS rebinding even read answers under a
 * name of its own. So a request must be for this very address (Host), must not come from another page (Origin), and for
 * anything but the page's own files must carry the token that only the address printed in the terminal holds.
 *
 * <p>One that is shared has no token: a sign-in before it decides who may ask. It answers under the names alone that it was given, and other pages
 * get nothing from it.
 */
final class RequestGuard {
    private static final int TOKEN_BYTES = 32;
    private static final String BEARER = "Bearer ";

    private final Set<String> hosts;
    /** Empty where it is shared. */
    private final byte[] token;

    private RequestGuard(Set<String> hosts, String token) {
        this.hosts = hosts;
        this.token = token.getBytes(StandardCharsets.US_ASCII);
    }

    /** A guard of a server with a token that can't be guessed, new at each start. */
    static RequestGuard of(int port) {
        byte[] random = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(random);
        return new RequestGuard(
                Set.of("127.0.0.1:" + port, "localhost:" + port),
                Base64.getUrlEncoder().withoutPadding().encodeToString(random));
    }

    /**
     * A guard of a server that is shared.
     *
     * @param hosts names under which it is reached, each with its port where that is not the usual one
     */
    static RequestGuard shared(List<String> hosts) {
        return new RequestGuard(
                hosts.stream().map(RequestGuard::lowerCase).collect(Collectors.toUnmodifiableSet()), "");
    }

    private boolean isShared() {
        return token.length == 0;
    }

    private static String lowerCase(String host) {
        return host.toLowerCase(Locale.ROOT);
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
        if (caller.host().map(RequestGuard::lowerCase).filter(hosts::contains).isEmpty()) {
            return Optional.of(
                    isShared()
                            ? "this dashboard answers under the names alone that it was started with: see its --host"
                            : "this dashboard answers under 127.0.0.1 and localhost alone: open the address that the terminal shows");
        }
        if (caller.origin().isPresent()
                && !isOwn(
                        lowerCase(caller.origin().get()),
                        lowerCase(caller.host().get()))) {
            return Optional.of("this dashboard takes no requests from other pages");
        }
        return needsToken && !isShared() && !hasToken(caller)
                ? Optional.of("the token is missing or of an earlier start: open the address that the terminal shows")
                : Optional.empty();
    }

    /** The proxy before a shared one speaks TLS with browsers. */
    private boolean isOwn(String origin, String host) {
        return origin.equals("http://" + host) || isShared() && origin.equals("https://" + host);
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
