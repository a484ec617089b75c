package dev.orderapp.shop.web;

import dev.orderapp.shop.problem.Problem;
import dev.orderapp.shop.problem.ProblemException;
import dev.orderapp.shop.telemetry.RequestId;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The problem for errors that no controller saw: requests that the server or its firewall refused, filters that failed. */
@RestController
class ErrorFallbackController implements ErrorController {

    @RequestMapping("${spring.web.error.path:/error}")
    ResponseEntity<ProblemDetail> error(HttpServletRequest request) {
        if (request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof DataAccessException e) {
            // Who may pass is looked up before any controller; that too deserves the answer that ProblemHandler has for
            // it.
            throw e;
        }
        if (statusOf(request) == HttpStatus.REQUEST_TIMEOUT) {
            // The server says so by itself when a body stops coming, and hears of no other answer then.
            throw new ProblemException(Problem.BODY_TOO_SLOW);
        }
        ProblemDetail problem = ProblemDetail.forStatus(statusOf(request));
        instance(request).ifPresent(problem::setInstance);
        problem.setProperty("requestId", RequestId.of(request));
        return ResponseEntity.of(problem).build();
    }

    /** Empty where a server is laxer than RFC 3986 with what it was asked for. */
    private static Optional<URI> instance(HttpServletRequest request) {
        try {
            return request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String path
                    ? Optional.of(new URI(path))
                    : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static HttpStatus statusOf(HttpServletRequest request) {
        HttpStatus status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
                ? HttpStatus.resolve(code)
                : HttpStatus.NOT_FOUND;
        return status == null ? HttpStatus.INTERNAL_SERVER_ERROR : status;
    }
}
