package dev.orderapp.shop.schema;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.context.annotation.Import;

/**
 * Brings the schema up to date and ends: what a release's migration Job runs before its Pods start. Needs the settings of
 * the database alone.
 */
@ImportAutoConfiguration(FlywayAutoConfiguration.class)
@Import(SchemaConfiguration.class)
public final class MigrationJob {

    /** The program's first argument that asks for this. */
    public static final String ARGUMENT = "migrate";

    private MigrationJob() {}

    /**
     * Returns when the schema is up to date.
     *
     * @param settings in the form {@code --name=value}
     */
    public static void run(String... settings) {
        String[] arguments = new String[settings.length + 1];
        System.arraycopy(settings, 0, arguments, 0, settings.length);
        // The last word: the Job has the environment of the Pods, which are told to validate.
        arguments[settings.length] = "--shop.schema.mode=migrate";
        new SpringApplicationBuilder(MigrationJob.class)
                .web(WebApplicationType.NONE)
                .run(arguments)
                .close();
    }
}
