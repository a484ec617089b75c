package dev.orderapp.shop.telemetry;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.filter.OncePerRequestFilter;

/** Fails requests on demand, as a fault layer or a broken filter does: outside of Spring Security and all controllers. */
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class FaultyFilter extends OncePerRequestFilter {

    /** Names the fault wanted. */
    static final String HEADER = "X-Test-Fault";

    /** What a slow request waits for. */
    Runnable slowness = () -> {};

    final CountDownLatch hangs = new CountDownLatch(1);
    final CountDownLatch release = new CountDownLatch(1);

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String fault = request.getHeader(HEADER);
        switch (fault == null ? "none" : fault) {
            case "none" -> chain.doFilter(request, response);
            case "slow" -> {
                slowness.run();
                chain.doFilter(request, response);
            }
            case "status" -> response.setStatus(503);
            case "sendError" -> response.sendError(502);
            case "refuse" -> response.setStatus(403);
            case "throw" -> throw new ServletException("thrown by the test");
            case "async" -> answerLater(request.startAsync(request, response));
            case "async-timeout" -> request.startAsync(request, response).setTimeout(1);
            case "hang" -> hang();
            default -> throw new IllegalArgumentException(fault);
        }
    }

    private static void answerLater(AsyncContext context) {
        context.start(() -> {
            ((HttpServletResponse) context.getResponse()).setStatus(500);
            context.complete();
        });
    }

    private void hang() throws ServletException {
        hangs.countDown();
        try {
            release.await();
        } catch (InterruptedException e) {
            throw new ServletException(e);
        }
    }
}
