package dev.orderapp.shop.openapi;

import dev.orderapp.shop.account.AccountId;
import dev.orderapp.shop.problem.Problem;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.web.method.HandlerMethod;

/** What the controllers' signatures don't tell of the API: who may ask, what else is answered, how errors look. */
@TestConfiguration(proxyBeanMethods = false)
class ApiDescription {

    private static final String SESSION = "session";
    private static final String CSRF = "csrf";
    private static final String PROBLEM = "Problem";

    /** Answers of methods that choose their status themselves; 200 beside 201: the same attempt was made before. */
    private static final Map<String, List<String>> STATUSES = Map.of(
            "OrderController.place", List.of("201", "200"),
            "StockChangeController.change", List.of("201", "200"),
            "StaffProductController.add", List.of("201"),
            "PictureController.confirm", List.of("201"),
            "SessionController.signOut", List.of("204"),
            "PasswordController.change", List.of("204"));

    static {
        // Who asks is read from the session, not from parameters.
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(AccountId.class);
    }

    @Bean
    OpenAPI shop() {
        return new OpenAPI()
                .info(
                        new Info()
                                .title("The order app")
                                .version("1")
                                .description(
                                        "A client ignores members that it doesn't know. Texts follow Accept-Language (en, ko)."))
                .servers(List.of(new Server().url("/")))
                .components(new Components()
                        .addSecuritySchemes(
                                SESSION,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.APIKEY)
                                        .in(SecurityScheme.In.COOKIE)
                                        .name("order_app_session")
                                        .description("Set by POST /api/session."))
                        .addSecuritySchemes(
                                CSRF,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.APIKEY)
                                        .in(SecurityScheme.In.HEADER)
                                        .name("X-XSRF-TOKEN")
                                        .description(
                                                "The value of the cookie XSRF-TOKEN, which any GET under /api sets.")));
    }

    @Bean
    OperationCustomizer namesAndStatuses() {
        return (operation, method) -> {
            // The generator numbers methods of the same name, in an order of its own.
            operation.setOperationId(name(method).replace("Controller.", "_"));
            List<String> statuses = STATUSES.get(name(method));
            if (statuses != null) {
                ApiResponse answer = operation.getResponses().remove("200");
                statuses.forEach(status -> operation.getResponses().addApiResponse(status, answer));
            }
            return operation;
        };
    }

    @Bean
    OpenApiCustomizer securityAndProblems() {
        return api -> {
            api.getComponents().addSchemas(PROBLEM, problem());
            api.getPaths().forEach((path, item) -> item.readOperationsMap().forEach((method, operation) -> {
                require(path, method, operation);
                operation.getResponses().addApiResponse("default", failure());
            }));
        };
    }

    private static void require(String path, PathItem.HttpMethod method, Operation operation) {
        SecurityRequirement all = new SecurityRequirement();
        boolean signingInOrOut = path.equals("/api/session") && method != PathItem.HttpMethod.GET;
        boolean readsPicture = path.startsWith("/api/pictures") && method == PathItem.HttpMethod.GET;
        if (!signingInOrOut
                && !readsPicture
                && Stream.of("/api/session", "/api/cart", "/api/orders", "/api/staff", "/api/pictures")
                        .anyMatch(path::startsWith)) {
            all.addList(SESSION);
        }
        if (method != PathItem.HttpMethod.GET) {
            all.addList(CSRF);
        }
        if (!all.isEmpty()) {
            operation.addSecurityItem(all);
        }
    }

    private static ApiResponse failure() {
        return new ApiResponse()
                .description(
                        "What went wrong, RFC 9457. 503 with Retry-After: nothing is known to be wrong; ask again.")
                .content(new Content()
                        .addMediaType(
                                "application/problem+json",
                                new MediaType().schema(new Schema<>().$ref("#/components/schemas/" + PROBLEM))));
    }

    private static Schema<?> problem() {
        StringSchema type = new StringSchema();
        type.addEnumItem("about:blank");
        Stream.of(Problem.values())
                .map(known -> known.type().toString())
                .distinct()
                .forEach(type::addEnumItem);
        return new ObjectSchema()
                .description(
                        "Further members belong to some types: field, productId, available, orderStatus, retryAfter.")
                .addProperty("type", type)
                .addProperty("title", new StringSchema())
                .addProperty("status", new IntegerSchema())
                .addProperty("detail", new StringSchema())
                .addProperty("instance", new StringSchema())
                .addProperty("requestId", new StringSchema());
    }

    private static String name(HandlerMethod method) {
        return method.getBeanType().getSimpleName() + "." + method.getMethod().getName();
    }
}
