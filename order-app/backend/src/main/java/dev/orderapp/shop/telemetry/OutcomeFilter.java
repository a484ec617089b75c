package dev.orderapp.shop.telemetry;

import dev.orderapp.shop.body.BodyArrival;
import dev.orderapp.shop.session.SessionCookie;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.IntConsumer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Sees how each request to the API ends, from outside of everything that may answer, refuse or fail it: what is counted
 * inside misses just the errors that nobody thought of.
 */
@Component
@Order(OutcomeFilter.ORDER)
class OutcomeFilter extends OncePerRequestFilter {

    static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 3;

    private static final String ORDERS = "/api/orders";

    private final RequestMetrics requests;
    private final OrderMetrics orders;
    private final VisitMetrics visits;
    private final RecentFailures recent;
    private final VisitorResolver visitors;
    private final SessionCookie session;

    OutcomeFilter(
            RequestMetrics requests,
            OrderMetrics orders,
            VisitMetrics visits,
            RecentFailures recent,
            VisitorResolver visitors,
            SessionCookie session) {
        this.requests = requests;
        this.orders = orders;
        this.visits = visits;
        this.recent = recent;
        this.visitors = visitors;
        this.session = session;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getServletPath();
        return !path.equals("/api") && !path.startsWith("/api/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Visitor visitor = visitors.of(request);
        RequestMetrics.Running running = requests.begin(visitor, response::isCommitted, recent.of(request));
        BodyArrival.listen(request, running::arrived);
        boolean signedIn = session.session(request).isPresent();
        boolean order = signedIn && isOrder(request);
        if (signedIn) {
            visits.seen(visitor);
        }
        IntConsumer end = status -> {
            running.end(status, request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE) != null);
            if (order) {
                count(visitor, OrderOutcome.of(status, MissingCsrfToken.isMarked(request)));
            }
        };
        boolean passed = false;
        try {
            chain.doFilter(request, response);
            passed = true;
        } finally {
            if (!passed) {
                end.accept(HttpStatus.INTERNAL_SERVER_ERROR.value());
            } else if (request.isAsyncStarted()) {
                request.getAsyncContext().addListener(new AtEnd(end), request, response);
            } else {
                end.accept(response.getStatus());
            }
        }
    }

    private void count(Visitor customer, OrderOutcome outcome) {
        orders.count(customer, outcome);
        if (outcome == OrderOutcome.PLACED) {
            visits.ordered(customer);
        }
    }

    /** Whether somebody tries to order. Of customers alone it counts: no stranger may make a release look bad. */
    private static boolean isOrder(HttpServletRequest request) {
        return HttpMethod.POST.matches(request.getMethod())
                && request.getServletPath().equals(ORDERS);
    }

    /** Waits for the answer of a request that outlives its first thread. */
    private record AtEnd(IntConsumer end) implements AsyncListener {

        @Override
        public void onComplete(AsyncEvent event) {
            end.accept(((HttpServletResponse) event.getSuppliedResponse()).getStatus());
        }

        /** The container completes it afterwards, with an error. */
        @Override
        public void onTimeout(AsyncEvent event) {}

        /** The container completes it afterwards, with an error. */
        @Override
        public void onError(AsyncEvent event) {}

        /** A new cycle forgets the listeners of the one before. */
        @Override
        public void onStartAsync(AsyncEvent event) {
            event.getAsyncContext().addListener(this, event.getSuppliedRequest(), event.getSuppliedResponse());
        }
    }
}
