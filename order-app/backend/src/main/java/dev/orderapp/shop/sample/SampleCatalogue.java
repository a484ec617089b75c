package dev.orderapp.shop.sample;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** What the sample shop sells, as it stands in {@code sample/catalogue.json}. */
record SampleCatalogue(List<SampleCategory> categories, List<SampleProduct> products) {

    static SampleCatalogue read() {
        try (InputStream file = SampleCatalogue.class.getResourceAsStream("/sample/catalogue.json")) {
            return JsonMapper.shared().readValue(file, SampleCatalogue.class);
        } catch (IOException e) {
            throw new UncheckedIOException("The program's own sample catalogue can't be read", e);
        }
    }

    /** @param en the English name */
    record SampleCategory(String code, String en, String ko) {}

    /**
     * @param picture file name among the program's own pictures
     * @param category a category's code
     * @param price in euros
     */
    record SampleProduct(String picture, String category, BigDecimal price, Translation en, Translation ko) {}

    /** What readers of one language see. */
    record Translation(String name, String description) {}
}
