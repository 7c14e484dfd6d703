import { Anchor, Group, Select, Text } from '@mantine/core'
import { useState } from 'react'
import type { ReviewedProduct } from '../../../shared/client'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { More } from '../../../shared/More'
import { Screen } from '../../../shared/Screen'
import { Answer, Empty } from '../../../shared/states'
import { Line } from './Line'
import { useReviewedProducts, useReviews, type Whose } from './queries'
import styles from './review.module.css'
import * as words from './words'

const states = ['written', 'published', 'refused', 'private'] as const

/** What customers wrote: what each product comes to, and the reviews behind it, to be published, refused and answered. */
export function ReviewsPage() {
  const w = useWords(words)
  const [whose, choose] = useState<Whose>({})
  return (
    <Screen title={w.title} lead={w.about}>
      <Answer query={useReviewedProducts()}>{({ products }) => products?.length ? <Products all={products} whose={whose} choose={choose} /> : null}</Answer>
      <Group mb="sm">
        <Select size="xs" aria-label={w.state} value={whose.state ?? 'all'} allowDeselect={false} data={(['all', ...states] as const).map((s) => ({ value: s, label: w.states[s] }))}
          onChange={(s) => choose({ ...whose, state: s === 'all' ? undefined : s as Whose['state'] })} />
      </Group>
      <List whose={whose} />
    </Screen>
  )
}

function List({ whose }: { whose: Whose }) {
  const w = useWords(words)
  const reviews = useReviews(whose)
  const all = !whose.state && !whose.product
  return (
    <>
      <Answer query={reviews}>
        {({ pages }) => {
          const list = pages.flatMap((p) => p.reviews)
          if (list.length) return <ul className={styles.all}>{list.map((r) => <Line key={r.id} review={r} />)}</ul>
          return all ? <Empty title={w.empty}>{w.emptyDo}<br /><Anchor href="/workflows" underline="always">{w.recipe}</Anchor></Empty> : <Empty title={w.none}>{null}</Empty>
        }}
      </Answer>
      <More of={reviews}>{w.more}</More>
    </>
  )
}

interface ProductsProps {
  all: ReviewedProduct[]
  whose: Whose
  choose: (whose: Whose) => void
}

/** Each product with its stars; choosing one shows the reviews behind them. */
function Products({ all, whose, choose }: ProductsProps) {
  const w = useWords(words)
  const f = useFormat()
  return (
    <div role="group" aria-label={w.products} className={styles.products}>
      <button type="button" className={styles.product} aria-pressed={!whose.product} onClick={() => choose({ ...whose, product: undefined })}>{w.everything}</button>
      {all.map((p) => {
        const id = p.product?.id ?? 'house'
        return (
          <button key={id} type="button" className={styles.product} aria-pressed={whose.product === id} onClick={() => choose({ ...whose, product: id })}>
            <strong>{p.product ? p.product.name || p.product.id : w.house}</strong>
            <Text span size="sm" className="figures">{p.count ? `★ ${f.number(p.mean, 1)} · ` : ''}{w.count(p.count)}</Text>
            {p.waiting > 0 && <Text span size="sm" className="figures">{w.waiting(p.waiting)}</Text>}
          </button>
        )
      })}
    </div>
  )
}
