{{/*
What the cluster has already wins over what a rendering would put there: generated secrets, and images that a pipeline has set.
Helm 3 alone would pass over an image that somebody else has set, but not with --force; appliers that own fields would end in a conflict.
Rendering without a cluster (`helm template`, Argo CD) finds nothing to keep.
*/}}

{{/* base64 of the key in the Secret as it is now, else of the value given: dict "root" $ "secret" NAME "key" KEY "value" FIRST_VALUE */}}
{{- define "order-app.keptSecretValue" -}}
{{- $secret := lookup "v1" "Secret" .root.Release.Namespace .secret -}}
{{- dig "data" .key (b64enc .value) $secret -}}
{{- end -}}

{{- define "order-app.imageAnnotation" -}}
helm.orderapp.dev/{{ . }}-image
{{- end -}}

{{/*
The image to release for a component: dict "root" $ "component" NAME. The annotation holds what the values named the last time; while they
name the same, the image belongs to whoever changed it in the cluster since.
*/}}
{{- define "order-app.image" -}}
{{- $named := (index .root.Values .component).image -}}
{{- $release := lookup "orderapp.dev/v1" "OrderAppRelease" .root.Release.Namespace (include "order-app.name" .root) -}}
{{- if eq $named (dig "metadata" "annotations" (include "order-app.imageAnnotation" .component) "" $release) -}}
{{- dig "spec" .component "image" $named $release -}}
{{- else -}}
{{- $named -}}
{{- end -}}
{{- end -}}
