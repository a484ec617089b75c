package dev.orderapp.shop.openapi;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Shows the API's description where an installation wants it. The description is made from the controllers when the shop
 * is built, so that what runs carries no generator.
 */
@RestController
@ConditionalOnBooleanProperty("shop.openapi")
class OpenApiController {

    @GetMapping(path = "/api/openapi", produces = MediaType.APPLICATION_JSON_VALUE)
    Resource description() {
        return new ClassPathResource("openapi.json");
    }
}
