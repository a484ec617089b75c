package dev.orderapp.shop.web;

import dev.orderapp.shop.problem.Problem;
import dev.orderapp.shop.problem.ProblemException;
import dev.orderapp.shop.problem.UnavailableException;
import dev.orderapp.shop.telemetry.MissingCsrfToken;
import dev.orderapp.shop.telemetry.RequestId;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.MessageSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Makes every error an RFC 9457 problem in the reader's language. Nothing in it tells of our insides. */
@RestControllerAdvice
class ProblemHandler extends ResponseEntityExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemHandler.class);

    private final MessageSource messages;
    private final LocaleResolver languages;

    ProblemHandler(MessageSource messages, LocaleResolver languages) {
        this.messages = messages;
        this.languages = languages;
    }

    @ExceptionHandler
    ResponseEntity<Object> named(ProblemException e, WebRequest request) {
        HttpHeaders headers = new HttpHeaders();
        if (e.members().get("retryAfter") instanceof Long seconds) {
            headers.set(HttpHeaders.RETRY_AFTER, seconds.toString());
        }
        String key = "problem." + e.problem().code();
        Locale locale = locale(request);
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(
                e.problem().status(), messages.getMessage(key + "." + e.detailKey(), e.arguments(), locale));
        problem.setType(e.problem().type());
        problem.setTitle(messages.getMessage(key + ".title", null, locale));
        e.members().forEach(problem::setProperty);
        return handleExceptionInternal(e, problem, headers, e.problem().status(), request);
    }

    @ExceptionHandler
    ResponseEntity<Object> notSignedIn(AuthenticationException e, WebRequest request) {
        return named(new ProblemException(Problem.NOT_SIGNED_IN), request);
    }

    @ExceptionHandler
    ResponseEntity<Object> csrf(CsrfException e, WebRequest request) {
        MissingCsrfToken.mark(((ServletWebRequest) request).getRequest());
        return named(new ProblemException(Problem.CSRF), request);
    }

    @ExceptionHandler
    ResponseEntity<Object> forbidden(AccessDeniedException e, WebRequest request) {
        return named(new ProblemException(Problem.FORBIDDEN), request);
    }

    @ExceptionHandler
    ResponseEntity<Object> unavailable(UnavailableException e, WebRequest request) {
        LOG.error("A request was not served", e);
        return tryLater(e, request);
    }

    /** A lost connection leaves open whether the request was carried out; the retry rule of the API makes asking again safe. */
    @ExceptionHandler({
        CannotCreateTransactionException.class,
        DataAccessResourceFailureException.class,
        TransientDataAccessException.class,
        TransactionSystemException.class
    })
    ResponseEntity<Object> databaseUnavailable(RuntimeException e, WebRequest request) {
        LOG.error("The database didn't answer a request", e);
        return tryLater(e, request);
    }

    private ResponseEntity<Object> tryLater(Exception e, WebRequest request) {
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.RETRY_AFTER, "2");
        return unnamed(e, HttpStatus.SERVICE_UNAVAILABLE, headers, request);
    }

    @ExceptionHandler
    ResponseEntity<Object> internalError(Exception e, WebRequest request) {
        LOG.error("A request failed", e);
        return unnamed(e, HttpStatus.INTERNAL_SERVER_ERROR, new HttpHeaders(), request);
    }

    /** Every problem passes here, Spring's own ones too. */
    @Override
    protected ResponseEntity<Object> handleExceptionInternal(
            Exception e, Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        ResponseEntity<Object> response = super.handleExceptionInternal(e, body, headers, status, request);
        if (response != null && response.getBody() instanceof ProblemDetail problem) {
            if (e instanceof ErrorResponse) {
                problem.setTitle(title(status, request));
            }
            problem.setProperty("requestId", RequestId.of(((ServletWebRequest) request).getRequest()));
        }
        return response;
    }

    private ResponseEntity<Object> unnamed(Exception e, HttpStatus status, HttpHeaders headers, WebRequest request) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(
                status, messages.getMessage("problem.status." + status.value() + ".detail", null, locale(request)));
        problem.setTitle(title(status, request));
        return handleExceptionInternal(e, problem, headers, status, request);
    }

    private String title(HttpStatusCode status, WebRequest request) {
        HttpStatus known = HttpStatus.resolve(status.value());
        String reason = known == null ? "" : known.getReasonPhrase();
        return messages.getMessage("problem.status." + status.value(), null, reason, locale(request));
    }

    private Locale locale(WebRequest request) {
        return languages.resolveLocale(((ServletWebRequest) request).getRequest());
    }
}
