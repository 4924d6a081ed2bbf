// What the movable network works out without a page: which part is shown, and who is beside whom. Pure.
export interface View {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const CLOSEST = 12;

/** The same part moved by shares of what is shown, never further than the picture reaches. */
export function moved(view: View, whole: View, across: number, down: number): View {
  return kept({ ...view, x: view.x + across * view.width, y: view.y + down * view.height }, whole);
}

/** A smaller part for a factor above 1, a larger one below, around a point given in shares of it. */
export function zoomed(view: View, whole: View, factor: number, about = { x: 0.5, y: 0.5 }): View {
  const width = Math.min(whole.width, Math.max(whole.width / CLOSEST, view.width / factor));
  const height = (width * whole.height) / whole.width;
  return kept(
    {
      x: view.x + about.x * (view.width - width),
      y: view.y + about.y * (view.height - height),
      width,
      height,
    },
    whole,
  );
}

/** The part around a point, as large as before. */
export function centred(view: View, whole: View, point: { x: number; y: number }): View {
  return kept({ ...view, x: point.x - view.width / 2, y: point.y - view.height / 2 }, whole);
}

function kept(view: View, whole: View): View {
  const hold = (start: number, length: number, from: number, all: number): number =>
    Math.min(from + all - length, Math.max(from, start));
  return {
    ...view,
    x: hold(view.x, view.width, whole.x, whole.width),
    y: hold(view.y, view.height, whole.y, whole.height),
  };
}

/** Which nodes are tied to one, and by which ties, by their places in the lists. */
export function beside(
  node: number,
  ties: readonly (readonly [number, number])[],
): { nodes: ReadonlySet<number>; ties: ReadonlySet<number> } {
  const nodes = new Set<number>();
  const through = new Set<number>();
  ties.forEach(([one, other], tie) => {
    if (one !== node && other !== node) return;
    nodes.add(one === node ? other : one);
    through.add(tie);
  });
  return { nodes, ties: through };
}
