package dev.orderapp.shop.account;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What somebody who works for the shop may do. The names stand in the database and in the API. */
public enum StaffRole {
    /** Works orders off, sees customers and figures. */
    ORDERS,
    /** Changes products, their stock and pictures. */
    PRODUCTS,
    /** Does all of that, says who may do what, and reads what was done. */
    ADMINISTRATOR;

    /** The roles of an account, as the database has them. Of words that another release knows nothing follows. */
    static Set<StaffRole> of(Role role, String words) {
        if (role == Role.STAFF) {
            return Collections.unmodifiableSet(EnumSet.allOf(StaffRole.class));
        }
        List<String> known = List.of(words.split(","));
        return Arrays.stream(values())
                .filter(one -> one != ADMINISTRATOR && known.contains(one.name()))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** How the database has them; an administrator's all follow from the {@link Role}. */
    static String words(Collection<StaffRole> roles) {
        return roles.contains(ADMINISTRATOR)
                ? ""
                : roles.stream().sorted().map(Enum::name).collect(Collectors.joining(","));
    }
}
