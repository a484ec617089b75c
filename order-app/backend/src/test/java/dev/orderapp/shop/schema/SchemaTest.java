package dev.orderapp.shop.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orderapp.shop.ShopApplication;
import dev.orderapp.shop.testing.ShopTest;
import dev.orderapp.shop.testing.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

@ExtendWith(OutputCaptureExtension.class)
class SchemaTest {

    private static final String RELEASE_BEFORE = "V1__customers_products_orders.sql";

    @TempDir
    Path migrations;

    @TempDir
    Path before;

    @Test
    void theMigrationJobMigratesAndEndsAndPodsThatOnlyValidateStartAfterIt() {
        String database = TestDatabase.url("schema_job");

        // As the Job finds it: its environment is that of the Pods.
        System.setProperty("SHOP_SCHEMA", "validate");
        try {
            ShopApplication.main(new String[] {
                MigrationJob.ARGUMENT, "--spring.datasource.url=" + database, "--spring.datasource.username=root"
            });
        } finally {
            System.clearProperty("SHOP_SCHEMA");
        }

        startShop(database, "--shop.schema.mode=validate").close();
    }

    @Test
    void aPodThatOnlyValidatesRefusesASchemaThatIsBehind(CapturedOutput output) {
        String database = TestDatabase.url("schema_behind");
        migrateAsTheReleaseBefore(database);

        assertThatThrownBy(() -> startShop(database, "--shop.schema.mode=validate"))
                .hasRootCauseInstanceOf(SchemaOutdatedException.class);

        assertThat(output)
                .contains("The schema lacks ")
                .contains("V2__roles_and_sign_in_failures.sql")
                .contains("java -jar app.jar migrate");
        assertThat(tables(database)).as("it changed nothing").isEqualTo(5);
    }

    @Test
    void aMigrationThatFailsHalfwayLeavesTheVersionBeforeWorkingAndGoesOnWhenMended(CapturedOutput output)
            throws IOException {
        String database = TestDatabase.url("schema_halfway");
        MigrationJob.run(settings(database));
        Files.writeString(migrations.resolve("V900__halfway.sql"), """
                ALTER TABLE product ADD COLUMN IF NOT EXISTS half_done INT NULL;
                INSERT INTO made_by_hand VALUES (1);
                """);
        String[] next = settings(
                database, "--spring.flyway.locations=classpath:db/migration,filesystem:" + migrations.toAbsolutePath());

        assertThatThrownBy(() -> MigrationJob.run(next))
                .hasStackTraceContaining("Table 'schema_halfway.made_by_hand' doesn't exist");

        assertThat(output)
                .contains("V900__halfway.sql")
                .contains("The version that ran before goes on working")
                .contains("run the same migration again");
        startShop(database, "--shop.schema.mode=validate").close();
        migrateAsTheReleaseBefore(database);
        jdbc(database).sql("CREATE TABLE made_by_hand (id INT)").update();
        MigrationJob.run(next);
        assertThat(jdbc(database)
                        .sql("SELECT COUNT(*) FROM made_by_hand")
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void aMigrationThatWasCutOffWithoutATraceCanBeRunAgain() {
        String database = TestDatabase.url("schema_cut_off");
        MigrationJob.run(settings(database));
        jdbc(database)
                .sql("DELETE FROM flyway_schema_history WHERE version > 1")
                .update();

        MigrationJob.run(settings(database));

        startShop(database, "--shop.schema.mode=validate").close();
    }

    /** A Pod of the release before that starts anew brings its own, shorter list of migrations. */
    private void migrateAsTheReleaseBefore(String database) {
        try (InputStream script = getClass().getResourceAsStream("/db/migration/" + RELEASE_BEFORE)) {
            Files.write(before.resolve(RELEASE_BEFORE), script.readAllBytes());
            Flyway.configure()
                    .dataSource(database, "root", "")
                    .locations("filesystem:" + before.toAbsolutePath())
                    .load()
                    .migrate();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ConfigurableApplicationContext startShop(String database, String... more) {
        return SpringApplication.run(ShopApplication.class, settings(database, more));
    }

    private static String[] settings(String database, String... more) {
        String[] settings = new String[more.length + 5];
        settings[0] = "--server.port=0";
        settings[1] = "--spring.datasource.url=" + database;
        settings[2] = "--spring.datasource.username=root";
        settings[3] = "--spring.datasource.password=";
        settings[4] = "--shop.session-key=" + ShopTest.SESSION_KEY;
        System.arraycopy(more, 0, settings, 5, more.length);
        return settings;
    }

    private static int tables(String database) {
        return jdbc(database)
                .sql("SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = DATABASE()")
                .query(Integer.class)
                .single();
    }

    private static JdbcClient jdbc(String database) {
        return JdbcClient.create(new DriverManagerDataSource(database, "root", ""));
    }
}
