package dev.orderapp.shop.schema;

/** The schema lacks what this release needs. Its message is one sentence: what, and what to do. */
class SchemaOutdatedException extends RuntimeException {

    SchemaOutdatedException(int pending, String first) {
        super(
                ("The schema lacks %d migrations of this release, the first of them %s: let the release's migration Job run (java -jar app.jar %s), or set SHOP_SCHEMA=migrate."
                        .formatted(pending, first, MigrationJob.ARGUMENT)));
    }
}
