{{/* What the backend takes besides its prices. Nothing where nothing is set, so that a newer chart makes no revision of a shop without. */}}
{{- define "order-app.pricesEnv" -}}
{{- with .Values.prices -}}
{{- if .shippingRates }}
- name: SHOP_SHIPPING_BY
  value: {{ .shippingBy | quote }}
- name: SHOP_SHIPPING_RATES
  value: {{ .shippingRates | quote }}
{{- end }}
{{- if ne (toString .taxPercent) "0" }}
- name: SHOP_TAX_PERCENT
  value: {{ toString .taxPercent | quote }}
- name: SHOP_PRICES_INCLUDE_TAX
  value: {{ .includeTax | quote }}
{{- end }}
{{- end -}}
{{- end -}}
