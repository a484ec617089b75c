package dev.orderapp.shop.product;

import dev.orderapp.shop.paging.Page;
import dev.orderapp.shop.paging.PageRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/products")
class ProductController {

    private static final int PAGE_SIZE = 12;

    private final Products products;

    ProductController(Products products) {
        this.products = products;
    }

    @GetMapping
    Page<Product> search(@RequestParam(defaultValue = "") String query, @RequestParam(defaultValue = "0") int page) {
        return products.search(query.strip(), new PageRequest(page, PAGE_SIZE));
    }
}
