package dev.orderapp.shop.body;

import dev.orderapp.shop.problem.Problem;
import dev.orderapp.shop.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Refuses bodies that no request of the shop needs, before they are read. Bodies without a length end at the parser. */
@Configuration(proxyBeanMethods = false)
class BodyLimit implements WebMvcConfigurer, HandlerInterceptor {

    /** As {@code spring.jackson.factory.constraints.read.max-document-length}. */
    static final int MAX_BYTES = 65_536;

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        // Pictures have a limit of their own.
        registry.addInterceptor(this).excludePathPatterns("/api/pictures/uploads/*");
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (request.getContentLengthLong() > MAX_BYTES) {
            throw new ProblemException(Problem.BODY_TOO_LARGE, MAX_BYTES);
        }
        return true;
    }
}
