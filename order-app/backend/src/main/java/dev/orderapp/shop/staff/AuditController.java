package dev.orderapp.shop.staff;

import dev.orderapp.shop.audit.AuditEntry;
import dev.orderapp.shop.audit.AuditLog;
import java.util.List;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/staff/audit")
class AuditController {

    private static final int PAGE_SIZE = 50;

    private final AuditLog audit;

    AuditController(AuditLog audit) {
        this.audit = audit;
    }

    /** The newest first. */
    @GetMapping
    AuditList list(@RequestParam(required = false) Long after) {
        List<AuditEntry> found = audit.before(Optional.ofNullable(after), PAGE_SIZE + 1);
        boolean more = found.size() > PAGE_SIZE;
        List<AuditEntry> items = more ? found.subList(0, PAGE_SIZE) : found;
        return new AuditList(items, more ? items.get(PAGE_SIZE - 1).id() : null);
    }

    /** @param next to be sent as {@code after} for the part that follows; null if there is none */
    record AuditList(List<AuditEntry> items, Long next) {}
}
