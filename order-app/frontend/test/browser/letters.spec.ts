import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest'
import { startBrowser } from './browser.ts'
import { Client } from './client.ts'
import { lettersTo } from './mailServer.ts'
import { PATIENCE_MILLIS, Visit, Visitors } from './visit.ts'

let browser: Browser
let visit: Visit

const visitors = new Visitors()

beforeAll(async () => {
  browser = await startBrowser()
})
afterAll(() => browser.close())
afterEach(() => visit.end())

/** The path of the link that a letter to that address holds, once it has come. */
async function linkTo(page: string, email: string): Promise<string> {
  const link = new RegExp(`http://shop\\.test(${page}#\\S+)`)
  const find = () => lettersTo(inject('mail'), email).map((letter) => link.exec(letter)?.[1]).find((path) => path !== undefined)
  await expect.poll(find, { timeout: PATIENCE_MILLIS }).toBeDefined()
  return find() ?? ''
}

describe('by a letter, a customer', () => {
  it.each(visitors.forFlow())('chooses another password after forgetting one, $language on $device.name', async (visitor) => {
    visit = await Visit.start(browser, visitor)
    const { page } = visit
    const client = await Client.start()
    const { email } = await client.signUp()
    await client.end()
    await page.goto('/sign-in')
    await visit.link('signIn.forgotten').click()
    await visit.heading('forgotten.title')
    await visit.field('signIn.email').fill(email)
    await visit.looksGood('70-forgotten')
    await visit.submit('forgotten.submit').click()
    await visit.sees(visit.words('forgotten.asked', { email }))
    await visit.looksGood('71-asked')

    const link = await linkTo('/password/reset', email)
    await page.goto(link)
    await visit.heading('reset.title')
    await visit.field('password.new').fill('another horse battery')
    await visit.looksGood('72-reset')
    await visit.submit('reset.submit').click()
    await visit.heading('signIn.title')
    await visit.signIn(email, 'another horse battery')

    await page.goto('/')
    await page.goto(link)
    await visit.field('password.new').fill('a third horse battery')
    await visit.submit('reset.submit').click()
    await visit.sees(visit.words('problem.invalid-token'))
    await visit.looksGood('73-link-used')
    expect(visit.realComplaints()).toEqual([])
  })

  it.each(visitors.forFlow())('confirms the address of a new account, $language on $device.name', async (visitor) => {
    visit = await Visit.start(browser, visitor)
    const client = await Client.start()
    const { email } = await client.signUp()
    await client.end()
    await visit.page.goto(await linkTo('/email/confirmation', email))
    await visit.sees(visit.words('confirmation.done'))
    await visit.looksGood('74-confirmed')
    expect(visit.realComplaints()).toEqual([])
  })
})
