import fc from "fast-check";
import { placeBeside, pointBox } from "./place";

const room = { width: 340, height: 600 };

describe("placing a floating box", () => {
  it("puts it below, at the start", () => {
    expect(placeBeside({ left: 20, top: 40, right: 80, bottom: 60 }, { width: 100, height: 50 }, room, { side: "bottom", gap: 4 })).toEqual({ left: 20, top: 64 });
  });

  it("puts it above where there is no room below", () => {
    expect(placeBeside({ left: 20, top: 540, right: 80, bottom: 580 }, { width: 100, height: 50 }, room, { side: "bottom" })).toEqual({ left: 20, top: 490 });
  });

  it("puts a submenu on the other side where the window ends", () => {
    expect(placeBeside({ left: 200, top: 40, right: 330, bottom: 60 }, { width: 150, height: 50 }, room, { side: "right" })).toEqual({ left: 50, top: 40 });
  });

  it("keeps a box that fits inside the window", () => {
    const side = fc.constantFrom("bottom" as const, "top" as const, "left" as const, "right" as const);
    fc.assert(
      fc.property(fc.nat(340), fc.nat(600), fc.integer({ min: 1, max: 330 }), fc.integer({ min: 1, max: 590 }), side, (x, y, width, height, wanted) => {
        const { left, top } = placeBeside(pointBox(x, y), { width, height }, room, { side: wanted });
        expect(left).toBeGreaterThanOrEqual(0);
        expect(top).toBeGreaterThanOrEqual(0);
        expect(left + width).toBeLessThanOrEqual(room.width);
        expect(top + height).toBeLessThanOrEqual(room.height);
      }),
    );
  });
});
