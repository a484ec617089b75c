package dev.orderapp.shop.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;

/** A test of the whole shop: a real server on a free port, a real database. All such tests share one of each. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "shop.revision=a1b2c3d4e5",
            "shop.session-key=" + ShopTest.SESSION_KEY,
            "shop.pictures.folder=target/pictures",
            // The weakest that bcrypt allows: tests sign in hundreds of times.
            "shop.password-strength=4"
        })
@ContextConfiguration(initializers = TestDatabase.class)
@Import(Fixtures.class)
public @interface ShopTest {

    /** Base64 of 32 bytes. */
    String SESSION_KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

    /** The revision that the shop was told. */
    String REVISION = "a1b2c3d4e5";
}
