/** What the staff's part says, in all languages: shoppers, who never see it, don't load it. */
import { i18n } from '@/i18n'
import en from './en.json'
import ko from './ko.json'

i18n.global.mergeLocaleMessage('en', { staff: en })
i18n.global.mergeLocaleMessage('ko', { staff: ko })
