{{/* A podTemplate with the volume of the pictures, dict "root" $ "template" TEMPLATE, if there is one. */}}
{{- define "order-app.withPictures" -}}
{{- $template := .template -}}
{{- with .root.Values.pictures.volume.existingClaim -}}
{{- if $.root.Values.pictures.s3.bucket -}}
{{- fail "pictures.volume.existingClaim and pictures.s3.bucket are both set: keep one of them." -}}
{{- end -}}
{{- $spec := $template.spec | default dict -}}
{{- $mount := dict "name" "pictures" "mountPath" "/pictures" -}}
{{- $containers := include "order-app.addedToApp" (dict "containers" $spec.containers "field" "volumeMounts" "entry" $mount) | fromYamlArray -}}
{{- $volume := dict "name" "pictures" "persistentVolumeClaim" (dict "claimName" .) -}}
{{- $owned := merge (deepCopy ($spec.securityContext | default dict)) (dict "fsGroup" 10001 "fsGroupChangePolicy" "OnRootMismatch") -}}
{{- $_ := set $template "spec" (merge (dict "containers" $containers "volumes" (append ($spec.volumes | default list) $volume) "securityContext" $owned) $spec) -}}
{{- end -}}
{{- toYaml $template -}}
{{- end -}}

{{/* The ingress as the user says; with a volume, pictures come through it, and ingress-nginx's own limit is 1 MiB. */}}
{{- define "order-app.ingress" -}}
{{- $ingress := deepCopy .Values.ingress -}}
{{- if .Values.pictures.volume.existingClaim -}}
{{- $limit := printf "%s/proxy-body-size" ($ingress.annotationPrefix | default "nginx.ingress.kubernetes.io") -}}
{{- $_ := set $ingress "annotations" (merge ($ingress.annotations | default dict) (dict $limit "6m")) -}}
{{- end -}}
{{- toYaml $ingress -}}
{{- end -}}

{{/* The page's variables: the user's, and where browsers send pictures if that is a bucket; theirs win. */}}
{{- define "order-app.frontendEnv" -}}
{{- $env := .Values.frontend.env | default list -}}
{{- $names := list -}}
{{- range $env }}{{ $names = append $names .name }}{{ end -}}
{{- with .Values.pictures.s3 -}}
{{- if and .bucket (not (has "ORDER_APP_UPLOAD_ORIGIN" $names)) -}}
{{- /* As the AWS SDK addresses buckets; us-east-1 alone has no region in its name. */ -}}
{{- $region := ternary "" (printf "%s." .region) (eq .region "us-east-1") -}}
{{- $aws := printf "https://%s.s3.%samazonaws.com" .bucket $region -}}
{{- $env = append $env (dict "name" "ORDER_APP_UPLOAD_ORIGIN" "value" (.uploadEndpoint | default .endpoint | default $aws)) -}}
{{- end -}}
{{- end -}}
{{- toYaml $env -}}
{{- end -}}
