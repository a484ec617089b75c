import { Refusal } from './standIn.ts'

export interface Goods {
  id: number
  nameEn: string
  nameKo: string | null
  descriptionEn: string
  descriptionKo: string
  price: number
  stock: number
  category: string | null
  picture: string | null
  active: boolean
  version: number
}

const CATEGORIES = [
  { code: 'tea', en: 'Tea', ko: '차' },
  { code: 'kitchen', en: 'Kitchen', ko: '주방' },
  { code: 'home', en: 'Home', ko: '생활' },
  { code: 'pantry', en: 'Pantry', ko: '식품' },
  { code: 'paper', en: 'Paper & desk', ko: '문구' },
]

const GOODS = [
  ['Green tea from Boseong', '보성 녹차', 'tea'], ['Barley tea', '보리차', 'tea'], ['Stoneware teapot', '도기 찻주전자', 'tea'],
  ['Linen apron', '리넨 앞치마', 'kitchen'], ['Walnut chopsticks', '호두나무 젓가락', 'kitchen'], ['Brass spoon', '놋숟가락', 'kitchen'],
  ['Rice cooker', '돌솥', 'kitchen'], ['Bamboo tray', '대나무 쟁반', 'kitchen'], ['Hanji notebook', '한지 노트', 'paper'],
  ['Porcelain cup', '도자기 찻잔', 'tea'], ['Canvas tote bag', '캔버스 가방', 'home'], ['Soy candle', '소이 캔들', 'home'],
  ['Wool blanket', '양모 담요', 'home'], ['Cedar soap', '편백 비누', 'home'], ['Iron kettle', '무쇠 주전자', 'tea'], ['Paper lantern', '종이 등', 'home'],
  ['Cotton towel', '면 수건', 'home'], ['Glass carafe', '유리 물병', 'kitchen'], ['Oak cutting board', '참나무 도마', 'kitchen'],
  ['Pine shelf', '소나무 선반', 'home'], ['Felt slippers', '펠트 슬리퍼', 'home'], ['Honey from Jeju', '제주 꿀', 'pantry'],
  ['Seaweed snacks', '김 스낵', 'pantry'], ['Ginger candy', '생강 사탕', 'pantry'], ['Plum syrup', '매실청', 'pantry'],
] as const

const PAGE_SIZE = 12

/** The goods of the stand-in, with stock and its changes. */
export class Catalogue {
  readonly goods: Goods[] = GOODS.map(([nameEn, nameKo, category], index) => ({
    id: index + 1,
    nameEn,
    nameKo,
    descriptionEn: `${nameEn}, made by hand in small numbers.\nKeeps for years when it is treated well.`,
    descriptionKo: `${nameKo}. 손으로 조금씩 만듭니다.`,
    price: 4.5 + ((index * 737) % 90),
    stock: index === 4 ? 0 : index === 2 ? 3 : 500,
    category,
    picture: null,
    active: true,
    version: 1,
  }))
  private readonly changes: { id: number; productId: number; key: string; change: number; reason: string; at: string; by: string }[] = []
  private readonly created = new Map<string, Goods>()

  find(id: number): Goods {
    const found = this.goods.find((candidate) => candidate.id === id)
    if (!found) {
      throw new Refusal(404, 'unknown-product')
    }
    return found
  }

  categories(language: string) {
    return CATEGORIES.map(({ code, en, ko }) => ({
      code,
      name: language.startsWith('ko') ? ko : en,
      products: this.goods.filter(({ category, active }) => active && category === code).length,
    }))
  }

  search(query: URLSearchParams, language: string) {
    const found = this.matching(query).filter(({ active }) => active)
    return page(found.map((goods) => shown(goods, language)), query)
  }

  described(id: number, language: string) {
    const goods = this.find(id)
    return { ...shown(goods, language), description: language.startsWith('ko') ? goods.descriptionKo : goods.descriptionEn }
  }

  forStaff(query: URLSearchParams) {
    return page(this.matching(query).map(forStaff), query)
  }

  oneForStaff(id: number) {
    return forStaff(this.find(id))
  }

  create(key: string, fields: Record<string, unknown>) {
    const goods = this.created.get(key) ?? ({ ...fields, id: this.goods.length + 1, active: true, version: 1 } as Goods)
    if (!this.created.has(key)) {
      this.created.set(key, goods)
      this.goods.push(goods)
    }
    return forStaff(goods)
  }

  change(id: number, fields: Record<string, unknown>) {
    const goods = this.find(id)
    if (fields.version !== goods.version) {
      throw new Refusal(409, 'changed-meanwhile')
    }
    Object.assign(goods, fields, { stock: goods.stock, version: goods.version + 1 })
    return forStaff(goods)
  }

  changeStock(id: number, { key, change, reason, by }: { key: string; change?: unknown; reason?: unknown; by: string }) {
    const goods = this.find(id)
    const repeated = this.changes.find((candidate) => candidate.key === key)
    if (repeated) {
      return { ...repeated, stock: goods.stock }
    }
    if (goods.stock + Number(change) < 0) {
      throw new Refusal(409, 'out-of-stock', { productId: id, available: goods.stock })
    }
    goods.stock += Number(change)
    const made = { id: this.changes.length + 1, productId: id, key, change: Number(change), reason: String(reason ?? ''), at: new Date().toISOString(), by }
    this.changes.unshift(made)
    return { ...made, stock: goods.stock }
  }

  stockChanges(id: number) {
    const items = this.changes.filter(({ productId }) => productId === id)
    return { items, page: 0, size: 20, total: items.length }
  }

  private matching(query: URLSearchParams): Goods[] {
    const words = (query.get('query') ?? '').toLowerCase()
    const category = query.get('category')
    const by = query.get('sort') ?? 'name'
    return this.goods
      .filter((goods) => `${goods.nameEn} ${goods.nameKo ?? ''}`.toLowerCase().includes(words) && (!category || goods.category === category))
      .sort((a, b) => (by === 'price' ? a.price - b.price : by === '-price' ? b.price - a.price : by === 'newest' ? b.id - a.id : 0))
  }
}

function shown({ id, nameEn, nameKo, price, stock, category, picture }: Goods, language: string) {
  return { id, name: language.startsWith('ko') ? (nameKo ?? nameEn) : nameEn, price, stock, category, picture: addressOf(picture) }
}

function forStaff(goods: Goods) {
  return { ...goods, picture: addressOf(goods.picture) }
}

function addressOf(picture: string | null): string | null {
  return picture && `/api/pictures/${picture}`
}

function page<Item>(items: Item[], query: URLSearchParams) {
  const number = Number(query.get('page'))
  return { items: items.slice(number * PAGE_SIZE, (number + 1) * PAGE_SIZE), page: number, size: PAGE_SIZE, total: items.length }
}
