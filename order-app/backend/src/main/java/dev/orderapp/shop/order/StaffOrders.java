package dev.orderapp.shop.order;

import dev.orderapp.shop.account.AccountId;
import dev.orderapp.shop.account.Role;
import dev.orderapp.shop.paging.PageRequest;
import dev.orderapp.shop.paging.ResultPage;
import dev.orderapp.shop.problem.ProblemException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;

/** What staff do with the orders of all customers. The caller checks that it is staff. */
@Service
public class StaffOrders {

    /** As far as is counted: nobody works off a longer list, and to count it would take longer than to show it. */
    public static final int COUNTED = 1000;

    private final Orders orders;
    private final OrderSearch search;
    private final OrderReader reader;
    private final OrderLifecycle lifecycle;
    private final OrderFulfilment fulfilment;
    private final OrderNotes notes;

    StaffOrders(
            Orders orders,
            OrderSearch search,
            OrderReader reader,
            OrderLifecycle lifecycle,
            OrderFulfilment fulfilment,
            OrderNotes notes) {
        this.fulfilment = fulfilment;
        this.notes = notes;
        this.orders = orders;
        this.search = search;
        this.reader = reader;
        this.lifecycle = lifecycle;
    }

    /**
     * A part of the orders that fit, in the order of their placing.
     *
     * @param newestFirst or the oldest
     * @param after where the part begins; empty for the first one
     * @param size how many orders a full part has
     * @throws dev.orderapp.shop.problem.InvalidFieldException if the filter's text fits too many customers
     */
    public OrderList search(OrderFilter filter, boolean newestFirst, Optional<OrderPosition> after, int size) {
        return list(search.wanted(filter), newestFirst, after, size);
    }

    /** The same, and how many there are. */
    public CountedOrderList searchAndCount(
            OrderFilter filter, boolean newestFirst, Optional<OrderPosition> after, int size) {
        OrderSearch.Wanted wanted = search.wanted(filter);
        return new CountedOrderList(list(wanted, newestFirst, after, size), search.count(wanted, COUNTED));
    }

    private OrderList list(OrderSearch.Wanted wanted, boolean newestFirst, Optional<OrderPosition> after, int size) {
        // One more than is shown tells whether there is another part.
        List<Order> found = reader.read(search.find(wanted, newestFirst, after, size + 1));
        boolean more = found.size() > size;
        List<Order> items = more ? found.subList(0, size) : found;
        Optional<OrderPosition> next = more ? Optional.of(OrderPosition.behind(items.get(size - 1))) : Optional.empty();
        return new OrderList(items, next);
    }

    /** All orders, or those of one status, the newest first, as the page of the release before asks for them. */
    public ResultPage<Order> list(Optional<OrderStatus> status, PageRequest page) {
        return status.map(wanted -> orders.list(wanted, page)).orElseGet(() -> orders.list(page));
    }

    /** @throws UnknownOrderException if there is none */
    public Order get(long id) {
        return orders.find(id).orElseThrow(() -> new UnknownOrderException(id));
    }

    /**
     * Moves an order to its next status.
     *
     * @param reason for the customer to read; empty for none
     * @return the order, also if it stood there before
     * @throws UnknownOrderException if there is none
     * @throws WrongStatusException if no order goes there from where it stands
     * @throws dev.orderapp.shop.problem.ProblemException if it is to be sent and has no address
     */
    public Order move(long id, OrderStatus to, String reason, AccountId staff) {
        return lifecycle.move(id, to, new Actor(staff, Role.STAFF, reason));
    }

    /** Sends pieces of an order together; see {@link OrderFulfilment#send}. */
    public Order sendParcel(long id, AccountId staff, UUID key, OrderItems items, Parcel parcel) {
        return fulfilment.send(id, key, items.quantities(), parcel, new Actor(staff, Role.STAFF, ""));
    }

    /** Says with whom a parcel travels; see {@link OrderFulfilment#correct}. */
    public Order correctParcel(long id, AccountId staff, long parcel, Parcel said) {
        return fulfilment.correct(id, parcel, said, new Actor(staff, Role.STAFF, ""));
    }

    /**
     * Calls pieces of an order off; see {@link OrderFulfilment#cancel}.
     *
     * @param reason for the customer to read; empty for none
     */
    public Order cancelItems(long id, AccountId staff, UUID key, OrderItems items, String reason) {
        return fulfilment.cancel(id, key, items.quantities(), new Actor(staff, Role.STAFF, reason));
    }

    /**
     * Gives money back; see {@link OrderFulfilment#refund}.
     *
     * @param reason for the customer to read; empty for none
     */
    public Order refund(
            long id, AccountId staff, UUID key, OrderItems items, boolean restock, BigDecimal amount, String reason) {
        return fulfilment.refund(id, key, items.quantities(), restock, amount, new Actor(staff, Role.STAFF, reason));
    }

    /** What staff told each other of an order, the oldest first. */
    public List<OrderNote> notes(long id) {
        get(id);
        return notes.list(id);
    }

    /**
     * Writes a note, once however often the attempt of that key arrives.
     *
     * @return all notes of the order
     */
    public List<OrderNote> addNote(long id, AccountId staff, UUID key, String text) {
        get(id);
        notes.add(id, staff, key, text);
        return notes.list(id);
    }

    /**
     * Moves orders to their next status, each for itself: whatever one is refused for, the others go on. Asking again for the same does
     * nothing twice.
     *
     * @return what became of each, in the order asked for
     */
    public List<MoveOutcome> moveAll(List<Long> ids, OrderStatus to, AccountId staff) {
        return ids.stream().map(id -> moveOne(id, to, staff)).toList();
    }

    private MoveOutcome moveOne(long id, OrderStatus to, AccountId staff) {
        try {
            return new MoveOutcome.Moved(move(id, to, "", staff));
        } catch (ProblemException refusal) {
            return new MoveOutcome.Refused(id, refusal);
        }
    }
}
