"""The columns of the packed arrays that the kernels read: one row per part, one row per standing figure."""

# Kinds of part; each is defined in its own frame, y along its axis.
ROUND_CONE, ELLIPSOID, BOX, DRUM, TORUS, LATHE = range(6)
# What a part does to the parts of its group that stand before it.
UNION, CUT, PAINT = range(3)
# Patterns of a paint: where inside its volume the colour shows.
SOLID, STRIPES, SPOTS, PATCHES, NET, GORES, BANDS, CHECKS, PANES, ROSETTES = range(10)

KIND, OP, SMOOTH, GROUP, JOIN = 0, 1, 2, 3, 4
CENTRE = 5  # 3 columns
MATRIX = 8  # 9 columns: figure space → the part's frame
STRETCH = 17  # the part's distances are multiplied by this
DIMS = 18  # 6 columns, by kind; a lathe's: how many points, and how many rows further their (radius, height) begin
BALL = 24  # 4 columns: bounding sphere, centre and radius, blending included
MATERIAL = 28
COLOUR = 29  # 3 columns
PATTERN, FREQUENCY, SOFT = 32, 33, 34
RELIEF = 35  # 0..1: share of the material's relief that so thin a part carries
CLUSTER = 36  # 4 columns: sphere around the spheres of this and the following rows, every CLUSTER_ROWS rows
PART_COLUMNS = 40
CLUSTER_ROWS = 8
POINTS = PART_COLUMNS // 2  # a row of a lathe's profile holds so many

POSITION = 0  # 3 columns
TURN = 3  # 9 columns: figure → world, row by row
SCALE = 12  # metres per unit of figure space
FIRST, PAINTS, LAST = 13, 14, 15  # rows of parts: solids first..paints, then paints..last
BOUND = 16  # 4 columns: bounding sphere in the world
FLOOR = 20  # height of the ground or water under it
FIGURE_COLUMNS = 21

# A camera and a light, as the kernels read them.
EYE_AT, FORWARD, RIGHT, UP, TANGENT = 0, 3, 6, 9, 12
TO_SUN, SUN, SKY, BOUNCE, FOG, DENSITY = 0, 3, 6, 9, 12, 15
