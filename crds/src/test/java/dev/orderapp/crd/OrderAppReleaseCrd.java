package dev.orderapp.crd;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.orderapp.v1.OrderAppRelease;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crdv2.generator.CustomResourceInfo;
import io.fabric8.crdv2.generator.ResolvingContext;
import io.fabric8.crdv2.generator.v1.CustomResourceHandler;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fabric8.kubernetes.client.utils.YamlDumpSettingsBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The CRD of {@link OrderAppRelease}: what the fabric8 generator makes of the records, and then what it leaves out.
 */
final class OrderAppReleaseCrd {
    private static final Path SOURCES = Path.of("src/main/java/dev/orderapp/v1");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final KubernetesSerialization YAML = new KubernetesSerialization(
            JSON, false, new YamlDumpSettingsBuilder().setMinimizeQuotes(true).build());

    private OrderAppReleaseCrd() {}

    /**
     * Generates the CRD.
     *
     * @return its YAML, with a comment on top that says where it comes from
     * @throws IOException if the records' sources can't be read
     */
    static String yaml() throws IOException {
        CustomResourceDefinition crd = generated();
        CustomResourceDefinitionVersion version = crd.getSpec().getVersions().get(0);
        version.getAdditionalPrinterColumns().sort(asAnnotated());
        JSONSchemaProps schema = version.getSchema().getOpenAPIV3Schema();
        new SchemaDescriptions(JavadocDescriptions.of(SOURCES)).describe(OrderAppRelease.class, schema);
        SchemaRefinements.refine(schema);
        return "# Generated from the records of crds/ (see its README); an edit here is lost.\n" + YAML.asYaml(crd);
    }

    private static CustomResourceDefinition generated() {
        CustomResourceHandler generator = new CustomResourceHandler();
        generator.handle(CustomResourceInfo.fromClass(OrderAppRelease.class), new ResolvingContext(JSON, YAML, false));
        return (CustomResourceDefinition)
                generator.finish().findFirst().orElseThrow().getKey();
    }

    /** The generator sorts the columns by path; people read them in the order of the annotations. */
    private static Comparator<CustomResourceColumnDefinition> asAnnotated() {
        List<String> names = Arrays.stream(OrderAppRelease.class.getAnnotationsByType(AdditionalPrinterColumn.class))
                .map(AdditionalPrinterColumn::name)
                .toList();
        return Comparator.comparing(column -> names.indexOf(column.getName()));
    }
}
