package dev.orderapp.shop.body;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.orderapp.shop.network.NetworkPrefix;
import dev.orderapp.shop.problem.ProblemException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Waits for the body of a request, before anything of the shop is asked: a body of JSON is read whole, a larger one by whoever needs
 * it. Either comes within a deadline, and only so many are waited for at once; the connection of any other is closed, and what of it is still
 * to come is left to the server. To read it here, after the answer, would be to fail in what is answered already.
 *
 * <p>What is to be seen of a refusal stands in filters before this one; what takes time of ours in those after it.
 */
@Component
@Order(BodyFilter.ORDER)
public class BodyFilter extends OncePerRequestFilter {

    /** After the check that a request can be read: the answer to one that can't be is not about its body. */
    public static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 5;

    private final BodySlots slots;
    private final BodySettings settings;
    private final Ticker ticker;
    private final RefusedBodies refusals;
    private final HandlerExceptionResolver problems;

    BodyFilter(
            BodySlots slots,
            BodySettings settings,
            Ticker ticker,
            RefusedBodies refusals,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
        this.slots = slots;
        this.settings = settings;
        this.ticker = ticker;
        this.refusals = refusals;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!hasBody(request)) {
            BodyArrival.tell(request);
            chain.doFilter(request, response);
            return;
        }
        try (IncomingBody body = new IncomingBody(
                request.getInputStream(),
                NetworkPrefix.of(request.getRemoteAddr()),
                slots,
                settings,
                ticker,
                refusals)) {
            if (isStreamed(request)) {
                chain.doFilter(new StreamedBodyRequest(request, body), response);
            } else {
                buffer(request, response, body, chain);
            }
        }
    }

    private void buffer(HttpServletRequest request, HttpServletResponse response, IncomingBody body, FilterChain chain)
            throws ServletException, IOException {
        BufferedBodyRequest arrived;
        try {
            arrived = BufferedBodyRequest.of(request, body);
        } catch (ProblemException e) {
            closeAfter(response);
            // Of a client that fell silent or went away the server has said so itself.
            if (!response.isCommitted()) {
                problems.resolveException(request, response, null, e);
            }
            return;
        }
        if (arrived.isTooLong()) {
            closeAfter(response);
        }
        body.close();
        BodyArrival.tell(request);
        chain.doFilter(arrived, response);
    }

    /**
     * Says that the connection ends with this answer, for a body of which a part may never be read. The server would close it without a
     * word then, and a proxy that has sent another visitor's request into it answers that one with an error of its own.
     */
    private static void closeAfter(HttpServletResponse response) {
        response.setHeader(HttpHeaders.CONNECTION, "close");
    }

    private static boolean hasBody(HttpServletRequest request) {
        return request.getContentLengthLong() > 0 || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
    }

    /** Whether it is too long to be JSON: a picture, or about to be refused. */
    private static boolean isStreamed(HttpServletRequest request) {
        return request.getContentLengthLong() > BodyLimit.MAX_BYTES;
    }
}
