{{/* What the backend needs to know to send letters; nothing without a mail server. */}}
{{- define "order-app.mailEnv" -}}
{{- with .Values.mail -}}
{{- if .host -}}
- name: SPRING_MAIL_HOST
  value: {{ .host | quote }}
- name: SPRING_MAIL_PORT
  value: {{ .port | quote }}
{{- if .tls }}
- name: SPRING_MAIL_PROPERTIES_MAIL_SMTP_SSL_ENABLE
  value: "true"
- name: SPRING_MAIL_PROPERTIES_MAIL_SMTP_SSL_CHECKSERVERIDENTITY
  value: "true"
{{- else if .startTls }}
- name: SPRING_MAIL_PROPERTIES_MAIL_SMTP_STARTTLS_REQUIRED
  value: "true"
- name: SPRING_MAIL_PROPERTIES_MAIL_SMTP_SSL_CHECKSERVERIDENTITY
  value: "true"
{{- end }}
- name: SHOP_MAIL_SENDER
  value: {{ required "mail.sender: name the address that letters come from, for example shop@example.com." .sender | quote }}
- name: SHOP_ADDRESS
  value: {{ include "order-app.shopAddress" $ | quote }}
{{- with .existingSecret }}
- name: SPRING_MAIL_USERNAME
  valueFrom:
    secretKeyRef:
      name: {{ . }}
      key: username
- name: SPRING_MAIL_PASSWORD
  valueFrom:
    secretKeyRef:
      name: {{ . }}
      key: password
{{- end }}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* The address that is set, or the first host's; a wildcard is nobody's address. */}}
{{- define "order-app.shopAddress" -}}
{{- if .Values.mail.shopAddress -}}
{{- .Values.mail.shopAddress -}}
{{- else -}}
{{- $host := first (ternary (.Values.gateway).hosts .Values.ingress.hosts (not (empty .Values.gateway)) | default list) | default "" -}}
{{- if or (not $host) (contains "*" $host) -}}
{{- fail "mail.shopAddress: give the shop's address for links in letters, for example https://shop.example.com." -}}
{{- end -}}
{{- printf "https://%s" $host -}}
{{- end -}}
{{- end -}}
