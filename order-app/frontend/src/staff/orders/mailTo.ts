/** The address of a letter to that customer, who chose the e-mail address: no sign of it may begin a subject or another recipient. */
export function mailTo(email: string): string {
  const at = email.lastIndexOf('@')
  return `mailto:${encodeURIComponent(email.slice(0, at))}@${encodeURIComponent(email.slice(at + 1))}`
}
