{{/* The podTemplate of a component, dict "root" $ "component" NAME: the user's, and what other values add to it; the user's own pull secrets win. */}}
{{- define "order-app.podTemplate" -}}
{{- $template := (index .root.Values .component).podTemplate | default dict | deepCopy -}}
{{- if eq .component "backend" -}}
{{- $template = include "order-app.withPictures" (dict "root" .root "template" $template) | fromYaml -}}
{{- $template = include "order-app.withManagementPort" (dict "root" .root "template" $template) | fromYaml -}}
{{- end -}}
{{- $spec := $template.spec | default dict -}}
{{- if and .root.Values.imagePullSecrets (not (hasKey $spec "imagePullSecrets")) -}}
{{- $_ := set $template "spec" (set $spec "imagePullSecrets" .root.Values.imagePullSecrets) -}}
{{- end -}}
{{- toYaml $template -}}
{{- end -}}

{{/* The containers of a podTemplate, dict "containers" LIST "field" NAME "entry" ENTRY, with the entry at the end of that list of the app's. */}}
{{- define "order-app.addedToApp" -}}
{{- $containers := list -}}
{{- $found := false -}}
{{- range .containers | default list -}}
{{- if eq .name "app" -}}
{{- $found = true -}}
{{- $containers = append $containers (merge (dict $.field (append (get . $.field | default list) $.entry)) .) -}}
{{- else -}}
{{- $containers = append $containers . -}}
{{- end -}}
{{- end -}}
{{- if not $found -}}
{{- $containers = append $containers (dict "name" "app" .field (list .entry)) -}}
{{- end -}}
{{- toYaml $containers -}}
{{- end -}}
