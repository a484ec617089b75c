package dev.orderapp.shop.web;

import dev.orderapp.shop.problem.Problem;
import dev.orderapp.shop.problem.ProblemException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.Charset;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Reads all that the server reads of a request's head only when it is asked for, before anybody asks. What can't be read is
 * the client's fault, and is told so here; anywhere later it would look like a fault of the code that happened to ask first. What is
 * listed below is what the server, the framework and their error pages were seen to stumble over.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 4)
class MalformedRequestFilter extends OncePerRequestFilter {

    private final HandlerExceptionResolver problems;

    MalformedRequestFilter(@Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (isReadable(request)) {
            chain.doFilter(request, response);
        } else {
            problems.resolveException(
                    new BareRequest(request), response, null, new ProblemException(Problem.MALFORMED_REQUEST));
        }
    }

    /** What the server refuses by itself, such as TRACE, comes by here on the way to the error page alone. */
    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }

    private static boolean isReadable(HttpServletRequest request) {
        try {
            request.getParameterMap();
            request.getCookies();
            request.getLocales();
            // As the framework reads them, media types and their charsets included.
            new ServletServerHttpRequest(request).getHeaders();
            URI.create(request.getRequestURI());
            return request.getCharacterEncoding() == null || Charset.isSupported(request.getCharacterEncoding());
        } catch (RuntimeException e) {
            return false;
        }
    }
}
