package dev.orderapp.shop.product;

import java.util.List;
import java.util.Locale;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/categories")
class CategoryController {

    private final Categories categories;

    CategoryController(Categories categories) {
        this.categories = categories;
    }

    @GetMapping
    List<CategoryResponse> list(Locale locale) {
        return categories.all().stream()
                .map(category -> new CategoryResponse(
                        category.code(), category.name().in(locale), categories.productsOf(category.id())))
                .toList();
    }

    /** @param products how many can be bought */
    record CategoryResponse(String code, String name, long products) {}
}
