package dev.orderapp.shop.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderapp.shop.problem.Problem;
import dev.orderapp.shop.testing.Fixtures;
import dev.orderapp.shop.testing.ShopTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

/** The committed description is that of the controllers. {@code -Dopenapi.write} writes it. */
@ShopTest
@Import(ApiDescription.class)
@TestPropertySource(
        properties = {
            "springdoc.api-docs.enabled=true",
            // Where strangers may read it; the controller that serves the committed one is off here.
            "springdoc.api-docs.path=/api/openapi",
            "springdoc.writer-with-order-by-keys=true",
            "springdoc.writer-with-default-pretty-printer=true",
            // What a list is narrowed by, parameter by parameter.
            "springdoc.default-flat-param-object=true",
            "springdoc.override-with-generic-response=false",
            "springdoc.paths-to-match=/api/**",
            // Bodies of several controllers share simple names.
            "springdoc.use-fqn=true"
        })
class OpenApiTest {

    private static final Path COMMITTED = Path.of("src", "main", "resources", "openapi.json");

    @Autowired
    Fixtures fixtures;

    @Test
    void theCommittedDescriptionIsThatOfTheControllers() throws IOException {
        String described = fixtures.browser().get("/api/openapi").body();
        // Names that clients' generators can use, without our packages.
        String generated =
                described.replaceAll("[dD]ev\\.orderapp\\.shop\\.[a-z]+\\.", "").strip() + "\n";

        if (System.getProperty("openapi.write") != null) {
            Files.writeString(COMMITTED, generated);
        }

        assertThat(generated)
                .as("write it anew: mvn -pl order-app/backend test -Dtest=OpenApiTest -Dopenapi.write")
                .isEqualTo(Files.readString(COMMITTED));
    }

    @Test
    void everyProblemTypeIsDescribed() throws IOException {
        String committed = Files.readString(COMMITTED);

        assertThat(Stream.of(Problem.values()).map(problem -> "\"" + problem.type() + "\""))
                .allSatisfy(type -> assertThat(committed).contains(type));
        assertThat(List.of("order_app_session", "X-XSRF-TOKEN"))
                .allSatisfy(name -> assertThat(committed).contains(name));
    }

    @Test
    void theDescriptionIsServedOnlyWhereItIsWanted() {
        ApplicationContextRunner shop = new ApplicationContextRunner().withUserConfiguration(OpenApiController.class);

        shop.run(context -> assertThat(context).doesNotHaveBean(OpenApiController.class));
        shop.withPropertyValues("shop.openapi=true").run(context -> assertThat(
                        context.getBean(OpenApiController.class).description().exists())
                .isTrue());
    }
}
