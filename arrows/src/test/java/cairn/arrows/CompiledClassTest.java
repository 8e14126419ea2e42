package cairn.arrows;

import static java.lang.classfile.ClassFile.ACC_PRIVATE;
import static java.lang.classfile.ClassFile.ACC_STATIC;
import static java.lang.constant.ConstantDescs.CD_List;
import static java.lang.constant.ConstantDescs.CD_void;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.lang.classfile.Annotation;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.Signature;
import java.lang.classfile.Signature.ClassTypeSig;
import java.lang.classfile.attribute.RuntimeInvisibleAnnotationsAttribute;
import java.lang.classfile.attribute.SignatureAttribute;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class CompiledClassTest {
  private static final ClassDesc THIS = ClassDesc.of("cairn.ledger.Ledger");
  private static final ClassDesc PEER = ClassDesc.of("cairn.p2p.Peer");

  @TestFactory
  Stream<DynamicTest> seesEveryWayToMentionAnotherClass() {
    Map<String, Consumer<ClassBuilder>> ways =
        Map.of(
            "superclass", type -> type.withSuperclass(PEER),
            "interface", type -> type.withInterfaceSymbols(PEER),
            "field", type -> type.withField("peer", PEER, ACC_PRIVATE),
            "array", type -> type.withField("peers", PEER.arrayType(), ACC_PRIVATE),
            "type argument", CompiledClassTest::listOfPeers,
            "parameter", type -> method(type, MethodTypeDesc.of(CD_void, PEER)),
            "result", type -> method(type, MethodTypeDesc.of(PEER)),
            "instruction", CompiledClassTest::callOfPeer,
            "annotation",
                type -> type.with(RuntimeInvisibleAnnotationsAttribute.of(Annotation.of(PEER))));
    return ways.entrySet().stream()
        .map(way -> dynamicTest(way.getKey(), () -> mentionsPeer(way.getValue())));
  }

  @Test
  void takesNoStringForAType() {
    var type =
        CompiledClass.parse(
            ClassFile.of()
                .build(
                    THIS,
                    builder ->
                        builder.withMethodBody(
                            "text",
                            MethodTypeDesc.of(CD_void),
                            ACC_STATIC,
                            code -> code.ldc("to Lcairn/p2p/Peer; and back").pop().return_())));

    assertThat(type.references()).containsExactly("java.lang.Object");
  }

  private static void mentionsPeer(Consumer<ClassBuilder> way) {
    var type = CompiledClass.parse(ClassFile.of().build(THIS, way));

    assertThat(type.name()).isEqualTo("cairn.ledger.Ledger");
    assertThat(type.references()).contains("cairn.p2p.Peer");
    assertThat(Arrows.OF_CAIRN.wrong(type))
        .containsExactly("cairn.ledger.Ledger -> cairn.p2p.Peer");
  }

  private static void listOfPeers(ClassBuilder type) {
    var list = ClassTypeSig.of(CD_List, Signature.TypeArg.of(ClassTypeSig.of(PEER)));
    type.withField("peers", CD_List, field -> field.with(SignatureAttribute.of(list)));
  }

  private static void method(ClassBuilder type, MethodTypeDesc signature) {
    type.withMethod("method", signature, ClassFile.ACC_ABSTRACT, method -> {});
  }

  private static void callOfPeer(ClassBuilder type) {
    type.withMethodBody(
        "call",
        MethodTypeDesc.of(CD_void),
        ACC_STATIC,
        code -> code.invokestatic(PEER, "ping", MethodTypeDesc.of(CD_void)).return_());
  }
}
