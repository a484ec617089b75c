package dev.orderapp.shop.staff;

import dev.orderapp.shop.order.OrderStatus;
import dev.orderapp.shop.problem.InvalidFieldException;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/staff/figures")
class SalesFiguresController {

    /** A leap year. */
    private static final int MAX_DAYS = 366;

    private final SalesFigures figures;
    private final Clock clock;

    SalesFiguresController(SalesFigures figures, Clock clock) {
        this.figures = figures;
        this.clock = clock;
    }

    /**
     * The figures of some days, or of one.
     *
     * @param date one day; today if neither this nor the others are given
     * @param from and {@code until}: the first and the last of several days
     */
    @GetMapping
    FiguresResponse get(
            @RequestParam(defaultValue = "") String date,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String until,
            @RequestParam(defaultValue = "UTC") String zone,
            Locale locale) {
        ZoneId zoneId = Days.zone(zone);
        LocalDate single = date.isBlank() ? LocalDate.now(clock.withZone(zoneId)) : Days.day("date", date);
        LocalDate last = until.isBlank() ? single : Days.day("until", until);
        LocalDate first = from.isBlank() ? last : Days.day("from", from);
        long after = ChronoUnit.DAYS.between(first, last);
        if (after < 0 || after > MAX_DAYS) {
            throw new InvalidFieldException("until", "range-of-days", MAX_DAYS);
        }
        return FiguresResponse.of(first, last, zoneId, figures.of(first, last, zoneId), locale);
    }

    /**
     * As {@link SalesFigures.Figures}, in the reader's language.
     *
     * @param date the last day, as the page of the release before calls it
     */
    record FiguresResponse(
            LocalDate date,
            LocalDate from,
            LocalDate until,
            String zone,
            long orders,
            long cancelled,
            BigDecimal revenue,
            BigDecimal shipping,
            BigDecimal tax,
            long pieces,
            List<Day> days,
            Map<OrderStatus, Long> waiting,
            List<BestSeller> bestSellers,
            List<LowStock> lowStock) {

        static FiguresResponse of(
                LocalDate first, LocalDate last, ZoneId zone, SalesFigures.Figures figures, Locale locale) {
            SalesFigures.Sales total = figures.total();
            return new FiguresResponse(
                    last,
                    first,
                    last,
                    zone.getId(),
                    total.orders(),
                    figures.cancelled(),
                    total.revenue(),
                    total.shipping(),
                    total.tax(),
                    total.pieces(),
                    figures.days().stream().map(Day::of).toList(),
                    figures.waiting(),
                    figures.bestSellers().stream()
                            .map(product -> new BestSeller(
                                    product.productId(),
                                    product.name().in(locale),
                                    product.pieces(),
                                    product.revenue()))
                            .toList(),
                    figures.lowStock().stream()
                            .map(product ->
                                    new LowStock(product.id(), product.name().in(locale), product.stock()))
                            .toList());
        }
    }

    record Day(LocalDate date, long orders, BigDecimal revenue, long pieces) {

        static Day of(SalesFigures.Day day) {
            SalesFigures.Sales sales = day.sales();
            return new Day(day.date(), sales.orders(), sales.revenue(), sales.pieces());
        }
    }

    record BestSeller(long productId, String name, long pieces, BigDecimal revenue) {}

    record LowStock(long id, String name, int stock) {}
}
