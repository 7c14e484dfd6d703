/** One line of an order as the API keeps it: quantities in thousandths, money in minor units. */
export interface Line {
  product?: string
  name: string
  quantity: number
  price: number
  discount?: number
  tax_rate?: number
}

export interface Sum {
  net: number
  tax: number
  total: number
}

/** How many digits a quantity in thousandths needs behind the point. */
export const thousandths = (quantity: number) => (quantity % 1000 === 0 ? 0 : quantity % 100 === 0 ? 1 : quantity % 10 === 0 ? 2 : 3)

/** What one line comes to, before tax. */
export const net = (l: Line) => Math.round((l.price * l.quantity) / 1000) - (l.discount ?? 0)

/**
 * What an order comes to, as the server reckons it: the order's discount is spread over the lines in proportion, what does
 * not come out even going to the largest remainders; each rate's tax is rounded once. undefined: it does not come out.
 */
export function reckon(lines: Line[], discount: number): Sum | undefined {
  const nets = lines.map(net)
  const whole = nets.reduce((a, b) => a + b, 0)
  if (nets.some((n) => n < 0) || discount < 0 || discount > whole) return undefined
  const shares = spread(discount, nets)
  const rates = new Map<number, number>()
  lines.forEach((l, i) => {
    const rate = Math.round((l.tax_rate ?? 0) * 100)
    rates.set(rate, (rates.get(rate) ?? 0) + nets[i]! - shares[i]!)
  })
  const tax = [...rates].reduce((sum, [rate, taxed]) => sum + Math.round((taxed * rate) / 10_000), 0)
  return { net: whole, tax, total: whole - discount + tax }
}

/** Divides an amount in proportion to parts, exactly. */
export function spread(amount: number, parts: number[]): number[] {
  const whole = parts.reduce((a, b) => a + b, 0)
  if (!whole) return parts.map(() => 0)
  const shares = parts.map((p) => Math.floor((amount * p) / whole))
  const rests = parts.map((p, i) => ({ i, rest: (amount * p) % whole })).sort((a, b) => b.rest - a.rest || a.i - b.i)
  const left = amount - shares.reduce((a, b) => a + b, 0)
  for (const { i } of rests.slice(0, left)) shares[i]!++
  return shares
}
