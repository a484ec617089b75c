package dev.orderapp.shop.staff;

import dev.orderapp.shop.order.OrderStatus;
import dev.orderapp.shop.problem.InvalidFieldException;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/staff/figures")
class DailyFiguresController {

    private final DailyFigures figures;
    private final Clock clock;

    DailyFiguresController(DailyFigures figures, Clock clock) {
        this.figures = figures;
        this.clock = clock;
    }

    @GetMapping
    FiguresResponse get(
            @RequestParam(defaultValue = "") String date,
            @RequestParam(defaultValue = "UTC") String zone,
            Locale locale) {
        ZoneId zoneId = zone(zone);
        LocalDate day = date.isBlank() ? LocalDate.now(clock.withZone(zoneId)) : date(date);
        return FiguresResponse.of(day, zoneId, figures.of(day, zoneId), locale);
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new InvalidFieldException("zone", "zone");
        }
    }

    private static LocalDate date(String text) {
        try {
            LocalDate date = LocalDate.parse(text);
            if (date.getYear() < 2000 || date.getYear() > 9998) {
                throw new InvalidFieldException("date", "date");
            }
            return date;
        } catch (DateTimeException e) {
            throw new InvalidFieldException("date", "date");
        }
    }

    /** As {@link DailyFigures.Day}, in the reader's language. */
    record FiguresResponse(
            LocalDate date,
            String zone,
            long orders,
            long cancelled,
            BigDecimal revenue,
            long pieces,
            Map<OrderStatus, Long> waiting,
            List<BestSeller> bestSellers,
            List<LowStock> lowStock) {

        static FiguresResponse of(LocalDate date, ZoneId zone, DailyFigures.Day day, Locale locale) {
            return new FiguresResponse(
                    date,
                    zone.getId(),
                    day.sales().orders(),
                    day.cancelled(),
                    day.sales().revenue(),
                    day.sales().pieces(),
                    day.waiting(),
                    day.bestSellers().stream()
                            .map(product -> new BestSeller(
                                    product.productId(),
                                    product.name().in(locale),
                                    product.pieces(),
                                    product.revenue()))
                            .toList(),
                    day.lowStock().stream()
                            .map(product ->
                                    new LowStock(product.id(), product.name().in(locale), product.stock()))
                            .toList());
        }
    }

    record BestSeller(long productId, String name, long pieces, BigDecimal revenue) {}

    record LowStock(long id, String name, int stock) {}
}
