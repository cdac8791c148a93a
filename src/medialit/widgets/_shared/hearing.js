/** Keep a widget that took long to load within hearing of Python. */

const PROBE = "medialit_heard";

/**
 * Let messages from Python reach `model` also where it took more than two seconds to load, as on an old laptop that
 * draws a whole lesson at once. anywidget (0.9.18 to 0.11) holds each message back until the model counts as loaded, and
 * after two seconds it never does: the widget is drawn, what it sends is saved, and it hears of nothing any more. Once
 * anything is drawn the model is loaded, so messages go straight to what ipywidgets does with them. To be taken out when
 * anywidget no longer gives up after a fixed time.
 */
export function keepHearing(model) {
  let own = null;
  const meet = (it) => { own = it; };
  // A change tells its listeners the model itself; nothing here is saved, so nothing is sent to Python.
  model.on(`change:${PROBE}`, meet);
  model.set?.(PROBE, {});
  model.off(`change:${PROBE}`, meet);
  const [waits, straight] = handlers(own);
  if (waits && straight && own.comm?.on_msg) own.comm.on_msg((message) => straight.call(own, message));
}

/** Return what each class of `own` does with a message, its own class first. */
function handlers(own) {
  const found = [];
  for (let one = own && Object.getPrototypeOf(own); one; one = Object.getPrototypeOf(one)) {
    if (Object.hasOwn(one, "_handle_comm_msg")) found.push(one._handle_comm_msg);
  }
  return found;
}
