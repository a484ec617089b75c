import { nextTick, type ShallowRef } from 'vue'
import type { VForm } from 'vuetify/components'
import { useSubmission, type Submission } from './useSubmission'

/**
 * A form that a visitor sends: only when its fields are filled in as they must be. Where one is not, or the shop itself refuses it, the first
 * such field gets the focus, so that it is found on a small screen, and by a screen reader.
 *
 * @param sure whether to send without a look at the fields
 */
export function useFormSubmission(
  form: Readonly<ShallowRef<VForm | null>>,
  send: () => Promise<void>,
  { sure = () => false }: { sure?: () => boolean } = {},
): Submission<[]> {
  const submission = useSubmission(async () => {
    if (sure() || (await form.value?.validate())?.valid) {
      await send()
    }
  })

  async function submit(): Promise<void> {
    await submission.submit()
    await nextTick()
    const element = form.value?.$el as HTMLElement | undefined
    element?.querySelector<HTMLElement>('.v-input--error :is(input, textarea)')?.focus()
  }

  return { ...submission, submit }
}
