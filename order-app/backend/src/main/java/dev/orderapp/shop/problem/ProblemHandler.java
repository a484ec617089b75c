package dev.orderapp.shop.problem;

import dev.orderapp.shop.order.InvalidBasketException;
import dev.orderapp.shop.order.KeyReusedException;
import dev.orderapp.shop.order.OutOfStockException;
import dev.orderapp.shop.order.UnknownOrderException;
import dev.orderapp.shop.order.UnknownProductException;
import dev.orderapp.shop.paging.InvalidPageException;
import dev.orderapp.shop.picture.InvalidPictureException;
import dev.orderapp.shop.picture.NoPictureStoreException;
import dev.orderapp.shop.picture.PictureSizeException;
import dev.orderapp.shop.picture.PictureStoreException;
import dev.orderapp.shop.picture.UnknownPictureException;
import dev.orderapp.shop.picture.UnknownUploadException;
import dev.orderapp.shop.picture.UnsupportedPictureException;
import dev.orderapp.shop.telemetry.RequestId;
import java.net.URI;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/**
 * Makes every error an RFC 9457 problem: this class is the list of all that the API can answer. What clients must tell
 * apart has a type; what only people read has a detail; nothing tells of our insides.
 */
@RestControllerAdvice
class ProblemHandler extends ResponseEntityExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemHandler.class);

    @ExceptionHandler
    ResponseEntity<Object> wrongCredentials(BadCredentialsException e, WebRequest request) {
        return answer(
                e,
                typed(HttpStatus.UNAUTHORIZED, "wrong-credentials", "The e-mail address or the password is wrong."),
                request);
    }

    @ExceptionHandler
    ResponseEntity<Object> notSignedIn(AuthenticationException e, WebRequest request) {
        return answer(e, typed(HttpStatus.UNAUTHORIZED, "not-signed-in", "Sign in first."), request);
    }

    @ExceptionHandler
    ResponseEntity<Object> csrf(CsrfException e, WebRequest request) {
        String detail =
                "Send the value of the cookie XSRF-TOKEN, which any GET under /api sets, as header X-XSRF-TOKEN.";
        return answer(e, typed(HttpStatus.FORBIDDEN, "csrf", detail), request);
    }

    @ExceptionHandler
    ResponseEntity<Object> forbidden(AccessDeniedException e, WebRequest request) {
        return answer(e, plain(HttpStatus.FORBIDDEN, "You may not do that."), request);
    }

    @ExceptionHandler({InvalidBasketException.class, InvalidPageException.class})
    ResponseEntity<Object> invalid(RuntimeException e, WebRequest request) {
        return answer(e, plain(HttpStatus.BAD_REQUEST, e.getMessage()), request);
    }

    @ExceptionHandler
    ResponseEntity<Object> unknownOrder(UnknownOrderException e, WebRequest request) {
        return answer(e, plain(HttpStatus.NOT_FOUND, e.getMessage()), request);
    }

    @ExceptionHandler
    ResponseEntity<Object> unknownProduct(UnknownProductException e, WebRequest request) {
        return answer(e, typed(HttpStatus.UNPROCESSABLE_CONTENT, "unknown-product", e.getMessage()), request);
    }

    @ExceptionHandler
    ResponseEntity<Object> keyReused(KeyReusedException e, WebRequest request) {
        return answer(e, typed(HttpStatus.UNPROCESSABLE_CONTENT, "idempotency-key-reused", e.getMessage()), request);
    }

    @ExceptionHandler
    ResponseEntity<Object> outOfStock(OutOfStockException e, WebRequest request) {
        ProblemDetail problem = typed(HttpStatus.CONFLICT, "out-of-stock", e.getMessage());
        problem.setProperty("productId", e.productId());
        problem.setProperty("available", e.available());
        return answer(e, problem, request);
    }

    @ExceptionHandler({UnknownPictureException.class, UnknownUploadException.class})
    ResponseEntity<Object> unknownPicture(RuntimeException e, WebRequest request) {
        return answer(e, plain(HttpStatus.NOT_FOUND, e.getMessage()), request);
    }

    @ExceptionHandler
    ResponseEntity<Object> invalidPicture(InvalidPictureException e, WebRequest request) {
        return answer(e, typed(HttpStatus.UNPROCESSABLE_CONTENT, "invalid-picture", e.getMessage()), request);
    }

    @ExceptionHandler
    ResponseEntity<Object> pictureSize(PictureSizeException e, WebRequest request) {
        return answer(e, plain(HttpStatus.CONTENT_TOO_LARGE, e.getMessage()), request);
    }

    @ExceptionHandler
    ResponseEntity<Object> unsupportedPicture(UnsupportedPictureException e, WebRequest request) {
        return answer(e, plain(HttpStatus.UNSUPPORTED_MEDIA_TYPE, e.getMessage()), request);
    }

    @ExceptionHandler
    ResponseEntity<Object> noPictureStore(NoPictureStoreException e, WebRequest request) {
        return answer(e, typed(HttpStatus.CONFLICT, "no-picture-store", e.getMessage()), request);
    }

    @ExceptionHandler
    ResponseEntity<Object> pictureStoreAway(PictureStoreException e, WebRequest request) {
        LOG.error("The picture store didn't answer a request", e);
        return answer(e, plain(HttpStatus.SERVICE_UNAVAILABLE, "Please try again in a moment."), request);
    }

    @ExceptionHandler({
        CannotCreateTransactionException.class,
        DataAccessResourceFailureException.class,
        TransientDataAccessException.class
    })
    ResponseEntity<Object> databaseAway(RuntimeException e, WebRequest request) {
        LOG.error("The database didn't answer a request", e);
        return answer(e, plain(HttpStatus.SERVICE_UNAVAILABLE, "Please try again in a moment."), request);
    }

    @ExceptionHandler
    ResponseEntity<Object> ourFault(Exception e, WebRequest request) {
        LOG.error("A request failed", e);
        return answer(e, plain(HttpStatus.INTERNAL_SERVER_ERROR, "That is our fault, not yours."), request);
    }

    /** Every problem passes here, Spring's own ones too. */
    @Override
    protected ResponseEntity<Object> handleExceptionInternal(
            Exception e, Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        ResponseEntity<Object> response = super.handleExceptionInternal(e, body, headers, status, request);
        if (response != null && response.getBody() instanceof ProblemDetail problem) {
            problem.setProperty("requestId", RequestId.of(((ServletWebRequest) request).getRequest()));
        }
        return response;
    }

    private ResponseEntity<Object> answer(Exception e, ProblemDetail problem, WebRequest request) {
        return handleExceptionInternal(
                e, problem, new HttpHeaders(), HttpStatusCode.valueOf(problem.getStatus()), request);
    }

    private static ProblemDetail typed(HttpStatus status, String type, String detail) {
        ProblemDetail problem = plain(status, detail);
        problem.setType(URI.create("urn:order-app:" + type));
        return problem;
    }

    private static ProblemDetail plain(HttpStatus status, String detail) {
        return ProblemDetail.forStatusAndDetail(status, detail);
    }
}
