{{/* What the backend needs to know of this chart's other objects. Names that the user sets in backend.env are left out: theirs win. */}}
{{- define "order-app.backendEnv" -}}
{{- $own := include "order-app.chartEnv" . | fromYamlArray -}}
{{- $users := .Values.backend.env | default list -}}
{{- $taken := list -}}
{{- range $users }}{{ $taken = append $taken .name }}{{ end -}}
{{- $env := list -}}
{{- range $own }}{{ if not (has .name $taken) }}{{ $env = append $env . }}{{ end }}{{ end -}}
{{- concat $env $users | toYaml -}}
{{- end -}}

{{- define "order-app.chartEnv" -}}
- name: SPRING_DATASOURCE_URL
  value: {{ include "order-app.databaseUrl" . | quote }}
- name: SPRING_DATASOURCE_USERNAME
  valueFrom:
    secretKeyRef:
      name: {{ include "order-app.databaseSecretName" . }}
      key: username
- name: SPRING_DATASOURCE_PASSWORD
  valueFrom:
    secretKeyRef:
      name: {{ include "order-app.databaseSecretName" . }}
      key: password
- name: SHOP_SESSION_KEY
  valueFrom:
    secretKeyRef:
      name: {{ include "order-app.sessionSecretName" . }}
      key: key
{{- with .Values.management.port }}
- name: MANAGEMENT_SERVER_PORT
  value: {{ . | quote }}
{{- end }}
{{- if .Values.backend.migration }}
- name: SHOP_SCHEMA
  value: validate
{{- end }}
{{- if .Values.staff.email }}
- name: SHOP_STAFF_EMAIL
  value: {{ .Values.staff.email | quote }}
- name: SHOP_STAFF_PASSWORD
  valueFrom:
    secretKeyRef:
      name: {{ include "order-app.staffSecretName" . }}
      key: password
{{- end }}
{{- if .Values.sampleData.enabled }}
- name: SHOP_SAMPLE_DATA
  value: "true"
- name: SHOP_SAMPLE_PASSWORD
  valueFrom:
    secretKeyRef:
      name: {{ include "order-app.sampleDataSecretName" . }}
      key: password
{{- end }}
{{- with include "order-app.mailEnv" . }}
{{ . }}
{{- end }}
{{- with include "order-app.pricesEnv" . | trim }}
{{ . }}
{{- end }}
{{- with .Values.pictures }}
{{- if .volume.existingClaim }}
- name: SHOP_PICTURES_FOLDER
  value: /pictures
{{- end }}
{{- if .s3.bucket }}
- name: SHOP_PICTURES_S3_BUCKET
  value: {{ .s3.bucket | quote }}
- name: SHOP_PICTURES_S3_REGION
  value: {{ .s3.region | quote }}
{{- with .s3.endpoint }}
- name: SHOP_PICTURES_S3_ENDPOINT
  value: {{ . | quote }}
{{- end }}
{{- with .s3.uploadEndpoint }}
- name: SHOP_PICTURES_S3_UPLOAD_ENDPOINT
  value: {{ . | quote }}
{{- end }}
{{- with .s3.existingSecret }}
- name: AWS_ACCESS_KEY_ID
  valueFrom:
    secretKeyRef:
      name: {{ . }}
      key: access-key-id
- name: AWS_SECRET_ACCESS_KEY
  valueFrom:
    secretKeyRef:
      name: {{ . }}
      key: secret-access-key
{{- end }}
{{- end }}
{{- end }}
{{- end -}}

{{- define "order-app.databaseUrl" -}}
{{- if .Values.database.enabled -}}
jdbc:mariadb://{{ include "order-app.databaseName" . }}:3306/{{ .Values.database.name }}
{{- else -}}
{{- $_ := required "database.existingSecret: name the Secret with username and password of your database, or set database.enabled to true." .Values.database.existingSecret -}}
{{- required "database.external.url: give your database's address, for example jdbc:mariadb://db.example.com:3306/orders, or set database.enabled to true." .Values.database.external.url -}}
{{- end -}}
{{- end -}}
